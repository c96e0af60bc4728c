import { stepLooks } from '../runs/statusLooks';
import {
  segmentsOf,
  share,
  type TimelineEntry,
  type TimeScale,
} from './timeScale';
import styles from './Timeline.module.css';

/** What all bars of a chart are drawn by; moments in milliseconds. */
export interface Drawing {
  readonly scale: TimeScale;
  readonly now: number;
  readonly stoppedAt?: number;
  readonly closedAt?: string;
}

/** For the eye only: the other columns say the same in words. */
export function TimelineBar(props: {
  readonly entry: TimelineEntry;
  readonly drawing: Drawing;
}) {
  const { entry, drawing } = props;
  const { scale, now, stoppedAt } = drawing;
  const tone =
    entry.kind === 'step' ? stepLooks[entry.item.status].tone : 'warning';
  return (
    <div className={styles.track} aria-hidden>
      {segmentsOf(entry, scale, now).map(({ key, kind, left, width }) => (
        <span
          key={key}
          className={`${styles[kind]} ${styles[tone]}`}
          style={{ left: `${left}%`, width: `max(3px, ${width}%)` }}
        />
      ))}
      {stoppedAt !== undefined && (
        <span
          className={styles.stopped}
          style={{ left: `${share(stoppedAt, scale)}%` }}
        />
      )}
    </div>
  );
}
