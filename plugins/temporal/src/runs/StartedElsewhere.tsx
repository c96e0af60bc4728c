import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiAlertLine } from '@remixicon/react';
import { temporalRunListTranslationRef } from '../run-list/runListTranslation';
import styles from './StartedElsewhere.module.css';

/** Marks a run whose initiator nobody vouches for. */
export function StartedElsewhere() {
  const { t } = useTranslationRef(temporalRunListTranslationRef);
  return (
    <span className={styles.elsewhere} title={t('elsewhereMeaning')}>
      <RiAlertLine size={14} aria-hidden />
      {t('elsewhere')}
    </span>
  );
}
