import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiLock2Line } from '@remixicon/react';
import { temporalTranslationRef } from '../translation';
import styles from './readable.module.css';

/** Stands where a secret is: dots to look at, words to listen to. */
export function SecretMask() {
  const { t } = useTranslationRef(temporalTranslationRef);
  const words = t('value.secret');
  return (
    <span role="img" aria-label={words} title={words} className={styles.mask}>
      <RiLock2Line size={14} aria-hidden />
      ••••••••
    </span>
  );
}
