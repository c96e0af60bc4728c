import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TimelineItem } from 'backstage-plugin-temporal-common';
import { FailureChain } from '../readable/FailureChain';
import { Elapsed } from '../runs/Elapsed';
import { ProgressBar } from '../runs/ProgressBar';
import { stepLooks } from '../runs/statusLooks';
import { StepChip } from '../runs/StatusChip';
import { When } from '../runs/When';
import { temporalTranslationRef } from '../translation';
import { segmentsOf, type TimeScale } from './timeScale';
import styles from './Timeline.module.css';

/** One step: what it is, how it goes, and its bar. */
export function TimelineRow(props: {
  readonly item: TimelineItem;
  readonly scale: TimeScale;
  readonly now: number;
}) {
  const { item, scale, now } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <tr>
      <th scope="row" className={styles.name}>
        {item.name}
        {item.kind !== 'timer' && (
          <span className={styles.kind}>{t(`timeline.kind.${item.kind}`)}</span>
        )}
        {item.summary && <span className={styles.kind}>{item.summary}</span>}
      </th>
      <td>
        <StepChip status={item.status} />
        {item.attempt > 1 && (
          <div className={styles.quiet}>
            {t('timeline.attempt', { count: item.attempt })}
          </div>
        )}
      </td>
      <td className={styles.chart}>
        <Bar item={item} scale={scale} now={now} />
        <Happening item={item} />
      </td>
      <td className={styles.duration}>
        <Elapsed from={item.startedAt ?? item.scheduledAt} to={item.endedAt} />
      </td>
    </tr>
  );
}

/** For the eye only: the other columns say the same in words. */
function Bar(props: {
  readonly item: TimelineItem;
  readonly scale: TimeScale;
  readonly now: number;
}) {
  const { item, scale, now } = props;
  const { tone } = stepLooks[item.status];
  return (
    <div className={styles.track} aria-hidden>
      {segmentsOf(item, scale, now).map(({ kind, left, width }) => (
        <span
          key={kind}
          className={`${styles[kind]} ${styles[tone]}`}
          style={{ left: `${left}%`, width: `max(3px, ${width}%)` }}
        />
      ))}
    </div>
  );
}

function Happening({ item }: { readonly item: TimelineItem }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const { progress, failure, nextAttemptAt, endedAt, status } = item;
  const gone = status === 'failed' || status === 'timed-out';
  return (
    <>
      {progress && !endedAt && <ProgressBar progress={progress} />}
      {nextAttemptAt && (
        <div className={styles.quiet}>
          {t('timeline.nextAttempt')} <When at={nextAttemptAt} />
        </div>
      )}
      {failure && (
        <details className={styles.details} open={gone}>
          <summary>{t('timeline.lastFailure')}</summary>
          <FailureChain failure={failure} />
        </details>
      )}
    </>
  );
}
