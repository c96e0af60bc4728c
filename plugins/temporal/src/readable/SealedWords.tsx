import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiLock2Line } from '@remixicon/react';
import { temporalTranslationRef } from '../translation';
import styles from './readable.module.css';

/** Stands where words are that nobody is shown here, and says why. */
export function SealedWords() {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <span className={styles.sealed}>
      <RiLock2Line size={14} aria-hidden />
      {t('value.sealed')}
    </span>
  );
}
