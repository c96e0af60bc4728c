import { EmptyState } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Skeleton } from '@backstage/ui';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import styles from '../readable/legible.module.css';
import { RetryPanel, StaleNotice } from '../readable/RetryPanel';
import { temporalTranslationRef } from '../translation';
import { CutNotice } from './CutNotice';
import { RunAnnouncer } from './RunAnnouncer';
import { RunListProvider } from './RunListContext';
import { RunsTable } from './RunsTable';
import { useRunList } from './useRunList';

/** All runs of the entity, as the Runs tab of its page. */
export function RunsTab() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(temporalTranslationRef);
  const { list, state, runs } = useRunList(stringifyEntityRef(entity));
  const { ids, error, seenAt } = state;
  if (seenAt === undefined && error) {
    return (
      <RetryPanel title={t('runs.error')} error={error} onRetry={list.look} />
    );
  }
  if (seenAt === undefined) {
    return <TableSkeleton label={t('runs.loading')} />;
  }
  return (
    <RunListProvider value={list}>
      <CutNotice />
      <RunAnnouncer runs={runs} />
      <Flex direction="column" gap="4" className={styles.legible}>
        {error && (
          <StaleNotice
            title={t('runs.stale')}
            error={error}
            onRetry={list.look}
          />
        )}
        {ids.length > 0 ? <RunsTable ids={ids} /> : <NoRuns />}
        {state.nextCursor !== undefined && (
          <Button
            variant="secondary"
            isPending={state.loadingMore}
            onPress={() => list.loadMore()}
          >
            {t('runs.loadMore')}
          </Button>
        )}
      </Flex>
    </RunListProvider>
  );
}

function NoRuns() {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <EmptyState
      missing="content"
      title={t('runs.empty.title')}
      description={t('runs.empty.description')}
    />
  );
}

function TableSkeleton({ label }: { readonly label: string }) {
  return (
    <Flex direction="column" gap="3" role="status" aria-label={label}>
      {['head', 'one', 'two', 'three', 'four'].map(row => (
        <Skeleton key={row} width="100%" height={row === 'head' ? 32 : 44} />
      ))}
    </Flex>
  );
}
