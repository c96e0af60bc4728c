import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  isFinished,
  isSecretValue,
  type Decision,
  type RunDetail,
  type RunPayloads,
} from 'backstage-plugin-temporal-common';
import { chainOf } from '../readable/chainOf';
import { FailureChain } from '../readable/FailureChain';
import { Reason } from '../readable/Reason';
import { temporalTranslationRef } from '../translation';
import { LargePayload } from './LargePayload';
import { OrRaw } from './OrRaw';
import { SealedResult, ShownInTemporal } from './SealedResult';
import { Section } from './Section';
import styles from './RunPage.module.css';

interface Shown {
  readonly run: RunDetail;
}

interface Visible extends Shown {
  readonly payloads: RunPayloads;
}

/** What the run gave back, or why one may not see it. */
export function Outcome({ run }: Shown) {
  const { payloads } = run;
  return payloads.visible ? (
    <VisibleOutcome run={run} payloads={payloads.value} />
  ) : (
    <Hidden decision={payloads.decision} />
  );
}

/** What the run was given, if one may see it. */
export function Input({ run }: Shown) {
  const { payloads } = run;
  return payloads.visible ? (
    <VisibleInput run={run} payloads={payloads.value} />
  ) : null;
}

function Hidden({ decision }: { readonly decision: Decision }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <Section title={t('run.payloads')}>
      <Alert
        status="info"
        icon
        title={t('run.hidden')}
        description={
          decision.allowed ? undefined : (
            <Reason text={decision.reason} ask={decision.ask} />
          )
        }
      />
    </Section>
  );
}

function VisibleInput({ run, payloads }: Visible) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const { input, large } = payloads;
  const none =
    typeof input === 'object' &&
    input !== null &&
    Object.keys(input).length === 0;
  return (
    <Section title={t('run.input')}>
      {none && <p className={styles.quiet}>{t('run.noInput')}</p>}
      {large?.input !== undefined && (
        <LargePayload runId={run.id} part="input" bytes={large.input} />
      )}
      {input !== undefined && !none && <OrRaw value={input} />}
    </Section>
  );
}

function VisibleOutcome({ run, payloads }: Visible) {
  const { failure, large, result } = payloads;
  const { t } = useTranslationRef(temporalTranslationRef);
  if (failure) {
    return (
      <Section title={t('run.failure')}>
        <FailureChain failure={failure} />
        {chainOf(failure).some(({ sealed }) => sealed) && (
          <ShownInTemporal run={run} />
        )}
      </Section>
    );
  }
  if (large?.result !== undefined) {
    return (
      <Section title={t('run.result')}>
        <LargePayload runId={run.id} part="result" bytes={large.result} />
      </Section>
    );
  }
  if (isSecretValue(result)) {
    return (
      <Section title={t('run.result')}>
        <SealedResult run={run} />
      </Section>
    );
  }
  const none = result === undefined || result === null;
  return (
    <Section title={t('run.result')}>
      {none ? (
        <p className={styles.quiet}>
          {t(isFinished(run.status) ? 'run.noResult' : 'run.resultPending')}
        </p>
      ) : (
        <OrRaw value={result} />
      )}
    </Section>
  );
}
