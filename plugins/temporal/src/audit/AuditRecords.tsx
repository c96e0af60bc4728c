import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { useState } from 'react';
import { NothingAsked, NothingListed } from '../filters/NothingListed';
import { useFilters } from '../filters/useFilters';
import { useWatched } from '../live/useLiveRuns';
import { RetryPanel, StaleNotice } from '../readable/RetryPanel';
import { TableSkeleton } from '../readable/TableSkeleton';
import type { AuditLog } from './AuditLog';
import { AuditTable } from './AuditTable';
import { temporalAuditTranslationRef } from './auditTranslation';

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
    return <NothingAsked />;
  }
  if (!seen && error) {
    return <RetryPanel title={t('error')} error={error} onRetry={log.look} />;
  }
  if (!seen) {
    return <TableSkeleton label={t('loading')} />;
  }
  const because = Object.keys(filters).length > 0 ? 'noMatch' : 'empty';
  return (
    <Flex direction="column" gap="4">
      {error && (
        <StaleNotice title={t('stale')} error={error} onRetry={log.look} />
      )}
      {records.length > 0 ? (
        <Pages log={log} />
      ) : (
        <NothingListed
          title={t(`${because}.title`)}
          description={t(`${because}.description`)}
        />
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
