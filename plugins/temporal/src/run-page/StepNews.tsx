import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Progress, TimelineItem } from 'backstage-plugin-temporal-common';
import { FailureChain } from '../readable/FailureChain';
import { visibleText } from '../readable/visibleText';
import { When } from '../runs/When';
import { temporalRunTranslationRef } from './runTranslation';
import styles from './Timeline.module.css';

/** How far a step is, when it is tried again, and what went wrong with it. */
export function StepNews({ item }: { readonly item: TimelineItem }) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
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
  const words = visibleText(text);
  return done !== undefined && total !== undefined
    ? `${words} · ${done}/${total}`
    : words;
}
