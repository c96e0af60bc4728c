import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiAlarmWarningFill, RiAlertLine } from '@remixicon/react';
import type { Run } from 'backstage-plugin-temporal-common';
import { temporalTranslationRef } from '../translation';
import styles from './RunMark.module.css';

/** Marks a run whose initiator can't be taken at its word, and says why. */
export function RunMarks({ run }: { readonly run: Run }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const isDisputed = run.attestation?.matches === false;
  return (
    <>
      {isDisputed && (
        <span
          className={`${styles.mark} ${styles.danger}`}
          title={t('runs.disputedMeaning')}
        >
          <RiAlarmWarningFill size={14} aria-hidden />
          {t('runs.disputed')}
        </span>
      )}
      {!run.verified && (
        <span
          className={`${styles.mark} ${styles.warning}`}
          title={t('runs.elsewhereMeaning')}
        >
          <RiAlertLine size={14} aria-hidden />
          {t('runs.elsewhere')}
        </span>
      )}
    </>
  );
}
