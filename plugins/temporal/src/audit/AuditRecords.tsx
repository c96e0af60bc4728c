import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { useWatched } from '../live/useLiveRuns';
import { RetryPanel, StaleNotice } from '../readable/RetryPanel';
import type { AuditLog } from './AuditLog';
import { AuditTable } from './AuditTable';
import { Loading, NoRecords } from './NoAudit';
import { temporalAuditTranslationRef } from './auditTranslation';
import { useFilters } from './useAuditFilters';

/** The records, or why there are none. */
export function AuditRecords(props: {
  readonly log: AuditLog;
  readonly malformed: boolean;
}) {
  const { log, malformed } = props;
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const { filters } = useFilters();
  const { records, seen, error } = useWatched(log.state);
  if (malformed) {
    return <NoRecords because="malformed" />;
  }
  if (!seen && error) {
    return <RetryPanel title={t('error')} error={error} onRetry={log.look} />;
  }
  if (!seen) {
    return <Loading />;
  }
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Flex direction="column" gap="4">
      {error && (
        <StaleNotice title={t('stale')} error={error} onRetry={log.look} />
      )}
      {records.length > 0 ? (
        <Pages log={log} />
      ) : (
        <NoRecords because={isFiltered ? 'noMatch' : 'empty'} />
      )}
    </Flex>
  );
}

function Pages({ log }: { readonly log: AuditLog }) {
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const { records, nextCursor, loadingMore, moreError } = useWatched(log.state);
  const table = useRef<HTMLDivElement>(null);
  const firstNew = useRef<number>();
  useEffect(() => {
    const row = firstNew.current;
    if (row !== undefined && row < records.length) {
      firstNew.current = undefined;
      rowsOf(table.current)[row]?.focus();
    }
  }, [records]);
  const loadMore = () => {
    firstNew.current = records.length;
    log.loadMore();
  };
  return (
    <>
      <div ref={table}>
        <AuditTable records={records} />
      </div>
      {moreError && (
        <StaleNotice
          title={t('moreError')}
          error={moreError}
          onRetry={loadMore}
        />
      )}
      {nextCursor !== undefined && (
        <Button variant="secondary" isPending={loadingMore} onPress={loadMore}>
          {t('loadMore')}
        </Button>
      )}
    </>
  );
}

/** The rows below the head, as the table draws them. */
function rowsOf(table: HTMLElement | null): readonly HTMLElement[] {
  return [...(table?.querySelectorAll<HTMLElement>('tbody [role=row]') ?? [])];
}
