import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { initiatorRef, type RunDetail } from 'backstage-plugin-temporal-common';
import { visibleText } from '../readable/visibleText';
import { AuditOfRun } from './AuditOfRun';
import { nameOfPrincipal } from './nameOfPrincipal';
import { temporalRunTranslationRef } from './runTranslation';

/** Says of a run that Temporal names somebody else who started it. */
export function AttestationAlarm({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const { attestation, verified } = run;
  if (!attestation || attestation.matches) {
    return null;
  }
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('attestation.differs', {
        principal: nameOfPrincipal(attestation),
        initiator: visibleText(initiatorRef(run.initiator)),
      })}
      description={
        <>
          <div>{t(verified ? 'attestation.here' : 'attestation.claimed')}</div>
          <div>{t('attestation.advice')}</div>
        </>
      }
      customActions={<AuditOfRun runId={run.id} />}
    />
  );
}
