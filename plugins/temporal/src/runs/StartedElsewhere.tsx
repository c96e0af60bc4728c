import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiAlertLine } from '@remixicon/react';
import { temporalTranslationRef } from '../translation';
import styles from './StartedElsewhere.module.css';

/** Marks a run whose initiator nobody vouches for. */
export function StartedElsewhere() {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <span className={styles.elsewhere} title={t('runs.elsewhereMeaning')}>
      <RiAlertLine size={14} aria-hidden />
      {t('runs.elsewhere')}
    </span>
  );
}
