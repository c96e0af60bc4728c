import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { NothingListed } from '../filters/NothingListed';
import { useFilters } from '../filters/useFilters';
import type { RunList, RunListState } from '../live/RunList';
import { RetryPanel, StaleNotice } from '../readable/RetryPanel';
import { TableSkeleton } from '../readable/TableSkeleton';
import { temporalTranslationRef } from '../translation';
import { temporalRunListTranslationRef } from './runListTranslation';
import { RunsTable } from './RunsTable';
import type { Selection } from './useSelection';

interface ShownRuns {
  readonly list: RunList;
  readonly state: RunListState;
  readonly selection: Selection;
  readonly ofEntity: boolean;
}

/** The runs, or why there are none. */
export function RunRows(props: ShownRuns) {
  const { list, state, ofEntity } = props;
  const { t: common } = useTranslationRef(temporalTranslationRef);
  const { ids, error, seenAt } = state;
  if (seenAt === undefined) {
    return error ? (
      <RetryPanel
        title={common('runs.error')}
        error={error}
        onRetry={list.look}
      />
    ) : (
      <TableSkeleton label={common('runs.loading')} />
    );
  }
  return (
    <>
      {error && (
        <StaleNotice
          title={common('runs.stale')}
          error={error}
          onRetry={list.look}
        />
      )}
      {ids.length > 0 ? <Pages {...props} /> : <NoRuns ofEntity={ofEntity} />}
    </>
  );
}

function Pages({ list, state, selection, ofEntity }: ShownRuns) {
  const { t } = useTranslationRef(temporalRunListTranslationRef);
  const { ids, nextCursor, loadingMore, moreError } = state;
  const [lastBefore, setLastBefore] = useState<string>();
  const loadMore = () => {
    setLastBefore(ids.at(-1));
    list.loadMore();
  };
  const before = lastBefore === undefined ? -1 : ids.indexOf(lastBefore);
  return (
    <>
      <RunsTable
        ids={ids}
        selection={selection}
        ofEntity={ofEntity}
        focusOn={before < 0 ? undefined : ids[before + 1]}
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

function NoRuns({ ofEntity }: { readonly ofEntity: boolean }) {
  const { t } = useTranslationRef(temporalRunListTranslationRef);
  const { filters } = useFilters();
  if (Object.keys(filters).length > 0) {
    return (
      <NothingListed
        title={t('noMatch.title')}
        description={t('noMatch.description')}
      />
    );
  }
  return (
    <NothingListed
      title={t('empty.title')}
      description={t(ofEntity ? 'empty.ofEntity' : 'empty.anywhere')}
    />
  );
}
