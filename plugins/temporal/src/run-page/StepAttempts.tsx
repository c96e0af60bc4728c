import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TimelineItem } from 'backstage-plugin-temporal-common';
import { temporalRunTranslationRef } from './runTranslation';
import styles from './Timeline.module.css';

/** How often a step was tried, once that is more than once. */
export function StepAttempts({ item }: { readonly item: TimelineItem }) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  return item.attempt > 1 ? (
    <div className={styles.quiet}>
      {t('timeline.attempt', { count: item.attempt })}
    </div>
  ) : null;
}
