import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TimelineItem } from 'backstage-plugin-temporal-common';
import { formatDuration } from '../runs/time';
import { useLanguage, useNow } from '../runs/useTicking';
import { temporalTranslationRef } from '../translation';
import { Section } from './Section';
import { TimelineRow } from './TimelineRow';
import { scaleOf, type TimeScale } from './timeScale';
import styles from './Timeline.module.css';

/** The steps of a run as bars over time, in a table that reads well aloud. */
export function Timeline(props: { readonly items: readonly TimelineItem[] }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <Section title={t('timeline.title')}>
      {props.items.length === 0 ? (
        <p className={styles.quiet}>{t('timeline.empty')}</p>
      ) : (
        <Chart items={props.items} />
      )}
    </Section>
  );
}

function Chart({ items }: { readonly items: readonly TimelineItem[] }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const now = useNow();
  const scale = scaleOf(items, now);
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('timeline.step')}</th>
            <th scope="col">{t('timeline.status')}</th>
            <th scope="col" className={styles.chartHead}>
              <span className={styles.chartName}>{t('timeline.chart')}</span>
              <Axis scale={scale} />
            </th>
            <th scope="col">{t('timeline.duration')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(item => (
            <TimelineRow key={item.id} item={item} scale={scale} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Axis({ scale }: { readonly scale: TimeScale }) {
  const language = useLanguage();
  const length = scale.to - scale.from;
  return (
    <span className={styles.axis} aria-hidden>
      {[0, 0.5, 1].map(part => (
        <span key={part}>{formatDuration(length * part, language)}</span>
      ))}
    </span>
  );
}
