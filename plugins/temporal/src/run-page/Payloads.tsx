import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { JsonValue } from '@backstage/types';
import { Alert, Flex, Switch } from '@backstage/ui';
import {
  isFinished,
  type Decision,
  type Guarded,
  type RunPayloads,
  type RunStatus,
} from 'backstage-plugin-temporal-common';
import { useState, type ReactNode } from 'react';
import { FailureChain } from '../readable/FailureChain';
import { LongText } from '../readable/LongText';
import { ReadableValue } from '../readable/ReadableValue';
import { Reason } from '../readable/Reason';
import { temporalTranslationRef } from '../translation';
import { Section } from './Section';
import styles from './RunPage.module.css';

/** What the run gave back, or why one may not see it. */
export function Outcome(props: {
  readonly payloads: Guarded<RunPayloads>;
  readonly status: RunStatus;
}) {
  const { payloads, status } = props;
  return payloads.visible ? (
    <VisibleOutcome payloads={payloads.value} status={status} />
  ) : (
    <Hidden decision={payloads.decision} />
  );
}

/** What the run was given, if one may see it. */
export function Input(props: { readonly payloads: Guarded<RunPayloads> }) {
  const { payloads } = props;
  return payloads.visible ? (
    <VisibleInput value={payloads.value.input} />
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

function VisibleInput({ value }: { readonly value: JsonValue }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const none =
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 0;
  return (
    <Section title={t('run.input')}>
      {none ? (
        <p className={styles.quiet}>{t('run.noInput')}</p>
      ) : (
        <OrRaw value={value}>
          <ReadableValue value={value} />
        </OrRaw>
      )}
    </Section>
  );
}

function VisibleOutcome(props: {
  readonly payloads: RunPayloads;
  readonly status: RunStatus;
}) {
  const { result, failure } = props.payloads;
  const { t } = useTranslationRef(temporalTranslationRef);
  if (failure) {
    return (
      <Section title={t('run.failure')}>
        <FailureChain failure={failure} />
      </Section>
    );
  }
  if (result === undefined || result === null) {
    const ended = isFinished(props.status);
    return (
      <Section title={t('run.result')}>
        <p className={styles.quiet}>
          {t(ended ? 'run.noResult' : 'run.resultPending')}
        </p>
      </Section>
    );
  }
  return (
    <Section title={t('run.result')}>
      <OrRaw value={result}>
        <ReadableValue value={result} />
      </OrRaw>
    </Section>
  );
}

/** Readable first; the exact JSON for those who ask. */
function OrRaw(props: {
  readonly value: JsonValue;
  readonly children: ReactNode;
}) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const [raw, setRaw] = useState(false);
  return (
    <Flex direction="column" gap="3">
      {raw ? (
        <pre className={styles.raw}>
          <LongText text={JSON.stringify(props.value, null, 2)} />
        </pre>
      ) : (
        props.children
      )}
      <Switch label={t('run.raw')} isSelected={raw} onChange={setRaw} />
    </Flex>
  );
}
