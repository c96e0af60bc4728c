import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Skeleton, Text } from '@backstage/ui';
import type { Run } from 'backstage-plugin-temporal-common';
import type { RunList, RunListState } from '../live/RunList';
import { RetryPanel, StaleNotice } from '../readable/RetryPanel';
import { runsTabRouteRef } from '../routes';
import { RunAnnouncer } from '../runs/RunAnnouncer';
import { RunListProvider } from '../runs/RunListContext';
import { RunSummary } from '../runs/RunSummary';
import summaryStyles from '../runs/RunSummary.module.css';
import { temporalTranslationRef } from '../translation';
import styles from './ActionList.module.css';

const SHOWN = 5;

/** The newest runs of the entity, live. */
export function LatestRuns(props: {
  readonly list: RunList;
  readonly state: RunListState;
  readonly runs: readonly Run[];
}) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const allRuns = useRouteRef(runsTabRouteRef)?.();
  return (
    <section className={styles.latest}>
      <div className={styles.latestHeading}>
        <Text as="h4" variant="body-small" color="secondary">
          {t('card.latestRuns')}
        </Text>
        {allRuns && props.state.ids.length > 0 && (
          <Link href={allRuns} variant="body-small">
            {t('card.allRuns')}
          </Link>
        )}
      </div>
      <RunListProvider value={props.list}>
        <RunAnnouncer runs={props.runs} />
        <Rows list={props.list} state={props.state} />
      </RunListProvider>
    </section>
  );
}

function Rows(props: { readonly list: RunList; readonly state: RunListState }) {
  const { ids, error, seenAt } = props.state;
  const { t } = useTranslationRef(temporalTranslationRef);
  const onRetry = props.list.look;
  if (ids.length === 0 && seenAt === undefined) {
    return error ? (
      <RetryPanel title={t('runs.error')} error={error} onRetry={onRetry} />
    ) : (
      <Skeleton width="100%" height={48} aria-label={t('runs.loading')} />
    );
  }
  return (
    <>
      {error && (
        <StaleNotice title={t('runs.stale')} error={error} onRetry={onRetry} />
      )}
      {ids.length === 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('runs.empty')}
        </Text>
      )}
      <ul className={summaryStyles.list}>
        {ids.slice(0, SHOWN).map(id => (
          <RunSummary key={id} id={id} />
        ))}
      </ul>
    </>
  );
}
