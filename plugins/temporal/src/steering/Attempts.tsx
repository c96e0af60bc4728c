import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { RunAttempt, RunDetail } from 'backstage-plugin-temporal-common';
import { CallerName } from '../audit/CallerName';
import { SealedWords } from '../readable/SealedWords';
import { Words } from '../readable/Words';
import { Section } from '../run-page/Section';
import { InitiatorName } from '../runs/InitiatorName';
import { StatusChip } from '../runs/StatusChip';
import { When } from '../runs/When';
import { usePlanWords } from './usePlanWords';
import { temporalSteeringTranslationRef } from './steeringTranslation';
import styles from './Steering.module.css';

/** All attempts of a run that was retried: who, when, why, and how it ended. */
export function Attempts({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalSteeringTranslationRef);
  if (run.attempts.length < 2) return null;
  return (
    <Section title={t('attempts.title')}>
      <ol className={styles.attempts}>
        {run.attempts.map(attempt => (
          <Attempt key={attempt.number} run={run} attempt={attempt} />
        ))}
      </ol>
    </Section>
  );
}

function Attempt(props: {
  readonly run: RunDetail;
  readonly attempt: RunAttempt;
}) {
  const { run, attempt } = props;
  const words = usePlanWords();
  const { at, by, failure, from, number, reason, status } = attempt;
  return (
    <li className={styles.attempt}>
      <Text weight="bold">{number}</Text>
      <StatusChip status={status} />
      {by ? (
        <CallerName caller={by} />
      ) : (
        <InitiatorName initiator={run.initiator} />
      )}
      <When at={at} />
      <Text color="secondary">{words.from(from)}</Text>
      {reason && <Words text={reason} />}
      {failure && (
        <p className={styles.said}>
          {failure.sealed ? <SealedWords /> : <Words text={failure.message} />}
        </p>
      )}
    </li>
  );
}
