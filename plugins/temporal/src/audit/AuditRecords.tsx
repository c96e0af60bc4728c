import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { useState } from 'react';
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
  const [firstNew, setFirstNew] = useState<number>();
  const loadMore = () => {
    setFirstNew(records.length);
    log.loadMore();
  };
  return (
    <>
      <AuditTable
        records={records}
        focusOn={firstNew === undefined ? undefined : records[firstNew]?.id}
      />
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
