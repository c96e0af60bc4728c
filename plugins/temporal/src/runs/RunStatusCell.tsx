import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { isFinished } from 'backstage-plugin-temporal-common';
import { useContext } from 'react';
import { useWatched, useLiveRuns } from '../live/useLiveRuns';
import { temporalTranslationRef } from '../translation';
import { formatAgo } from './time';
import { useRun } from './RunListContext';
import { ShowAgeContext } from './ShowAgeContext';
import { StatusChip } from './StatusChip';
import { useTicking } from './useTicking';
import styles from './RunSummary.module.css';

/** The status, and how old that knowledge is where it may be out of date. */
export function RunStatusCell({ id }: { readonly id: string }) {
  const run = useRun(id);
  const feed = useWatched(useLiveRuns().feed.state);
  const mayBeOld = useContext(ShowAgeContext) || feed === 'cut';
  const doubtful =
    !isFinished(run.status) && (mayBeOld || run.status === 'unknown');
  return (
    <span className={styles.status} data-run-id={id} data-status={run.status}>
      <StatusChip status={run.status} />
      {doubtful && <SeenAgo at={run.observedAt} />}
    </span>
  );
}

/** When something was last seen to be true. */
export function SeenAgo({ at }: { readonly at: string }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const ago = useTicking((now, language) =>
    formatAgo(Date.parse(at), now, language),
  );
  return <span className={styles.quiet}>{t('runs.seen', { ago })}</span>;
}
