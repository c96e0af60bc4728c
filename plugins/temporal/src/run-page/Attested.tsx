import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiShieldCheckLine } from '@remixicon/react';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { nameOfPrincipal } from './nameOfPrincipal';
import { temporalRunTranslationRef } from './runTranslation';
import styles from './RunPage.module.css';

/** Says that Temporal names the same person; the alarm says otherwise. */
export function Attested({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const { attestation } = run;
  return attestation?.matches ? (
    <p className={styles.attested}>
      <RiShieldCheckLine size={14} aria-hidden />
      {t('attestation.matches', { principal: nameOfPrincipal(attestation) })}
    </p>
  ) : null;
}
