import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Progress, TimelineItem } from 'backstage-plugin-temporal-common';
import { FailureChain } from '../readable/FailureChain';
import { Elapsed } from '../runs/Elapsed';
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
        {item.summary ?? item.name}
        <StepKind item={item} />
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

/** What the step is in Temporal, in small print below its words. */
function StepKind({ item }: { readonly item: TimelineItem }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const { kind, name, summary } = item;
  const parts = [
    summary === undefined ? undefined : name,
    kind === 'timer' ? undefined : t(`timeline.kind.${kind}`),
  ].filter(part => part !== undefined);
  return parts.length > 0 ? (
    <span className={styles.kind}>{parts.join(' · ')}</span>
  ) : null;
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
      {progress && !endedAt && (
        <div className={styles.quiet}>{wordsOf(progress)}</div>
      )}
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

/** Words alone: a second bar under the bar of time would be mistaken for it. */
function wordsOf({ text, done, total }: Progress): string {
  return done !== undefined && total !== undefined
    ? `${text} · ${done}/${total}`
    : text;
}
