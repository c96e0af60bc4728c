import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { formatDuration } from '../runs/time';
import { useLanguage, useNow } from '../runs/useTicking';
import { temporalRunTranslationRef } from './runTranslation';
import { Section } from './Section';
import { TimelineLegend } from './TimelineLegend';
import { TimelineRow } from './TimelineRow';
import {
  entriesOf,
  isOpen,
  scaleOf,
  type TimelineEntry,
  type TimeScale,
} from './timeScale';
import styles from './Timeline.module.css';

const SHOWN = 100;

/** What happened in a run, over time, in a table that reads well aloud. */
export function Timeline({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const [all, setAll] = useState(false);
  const entries = entriesOf(run.timeline, run.questions);
  const shown = all ? entries : entries.slice(-SHOWN);
  const hidden = entries.length - shown.length;
  return (
    <Section title={t('timeline.title')}>
      {run.timelineCut && (
        <p className={styles.notice}>
          {t('timeline.cut', { steps: String(run.timeline.length) })}
        </p>
      )}
      {hidden > 0 && (
        <Button variant="tertiary" size="small" onPress={() => setAll(true)}>
          {t('timeline.earlier', { count: hidden })}
        </Button>
      )}
      {shown.length === 0 ? (
        <p className={styles.notice}>{t('timeline.empty')}</p>
      ) : (
        <Drawn run={run} entries={shown} />
      )}
    </Section>
  );
}

interface Drawing {
  readonly run: RunDetail;
  readonly entries: readonly TimelineEntry[];
}

/** What has ended does not tick. */
function Drawn({ run, entries }: Drawing) {
  const { closedAt } = run;
  const ended = closedAt ?? (entries.some(isOpen) ? undefined : run.observedAt);
  return ended === undefined ? (
    <GrowingChart run={run} entries={entries} />
  ) : (
    <Chart run={run} entries={entries} now={Date.parse(ended)} />
  );
}

function GrowingChart(drawing: Drawing) {
  return <Chart {...drawing} now={useNow()} />;
}

function Chart({ run, entries, now }: Drawing & { readonly now: number }) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const scale = scaleOf(entries, now);
  const stoppedAt = run.stop && Date.parse(run.stop.at);
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
          {entries.map(entry => (
            <TimelineRow
              key={keyOf(entry)}
              entry={entry}
              drawing={{ scale, now, stoppedAt, closedAt: run.closedAt }}
            />
          ))}
        </tbody>
      </table>
      <TimelineLegend
        entries={entries}
        scale={scale}
        now={now}
        stopped={stoppedAt !== undefined}
      />
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

function keyOf(entry: TimelineEntry): string {
  return entry.kind === 'step'
    ? entry.item.id
    : `question-${entry.question.key}`;
}
