import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { temporalRunTranslationRef } from './runTranslation';
import {
  segmentKinds,
  segmentsOf,
  type TimelineEntry,
  type TimeScale,
} from './timeScale';
import styles from './Timeline.module.css';

/** What the pieces of bars mean, of those that are drawn. */
export function TimelineLegend(props: {
  readonly entries: readonly TimelineEntry[];
  readonly scale: TimeScale;
  readonly now: number;
  readonly stopped: boolean;
}) {
  const { entries, scale, now, stopped } = props;
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const drawn = new Set(
    entries
      .flatMap(entry => segmentsOf(entry, scale, now))
      .map(({ kind }) => kind),
  );
  return (
    <ul className={styles.legend} aria-label={t('timeline.legend.title')}>
      {segmentKinds
        .filter(kind => drawn.has(kind))
        .map(kind => (
          <li key={kind}>
            <span className={styles.swatch} aria-hidden>
              <span className={`${styles[kind]} ${styles.info}`} />
            </span>
            {t(`timeline.legend.${kind}`)}
          </li>
        ))}
      {stopped && (
        <li>
          <span className={styles.swatch} aria-hidden>
            <span className={styles.stopped} style={{ left: '50%' }} />
          </span>
          {t('timeline.legend.stopped')}
        </li>
      )}
    </ul>
  );
}
