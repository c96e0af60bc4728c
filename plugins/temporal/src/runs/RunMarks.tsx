import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiAlarmWarningFill, RiAlertLine } from '@remixicon/react';
import type { Run } from 'backstage-plugin-temporal-common';
import type { ReactNode } from 'react';
import { temporalTranslationRef } from '../translation';
import styles from './RunMarks.module.css';

/** Marks a run whose initiator can't be taken at its word, and says why. */
export function RunMarks({ run }: { readonly run: Run }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <>
      {run.attestation?.matches === false && (
        <Mark look={styles.danger} meaning={t('runs.disputedMeaning')}>
          <RiAlarmWarningFill size={14} aria-hidden />
          {t('runs.disputed')}
        </Mark>
      )}
      {!run.verified && (
        <Mark look={styles.warning} meaning={t('runs.elsewhereMeaning')}>
          <RiAlertLine size={14} aria-hidden />
          {t('runs.elsewhere')}
        </Mark>
      )}
    </>
  );
}

function Mark(props: {
  readonly look: string;
  readonly meaning: string;
  readonly children: ReactNode;
}) {
  return (
    // The dot between facts is drawn in the outer one.
    <span>
      <span className={`${styles.mark} ${props.look}`} title={props.meaning}>
        {props.children}
      </span>
    </span>
  );
}
