import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Flex, Header } from '@backstage/ui';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { RiExternalLinkLine } from '@remixicon/react';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import legible from '../readable/legible.module.css';
import { webAddress } from '../readable/webAddress';
import { Elapsed } from '../runs/Elapsed';
import { InitiatorName } from '../runs/InitiatorName';
import { RunMarks } from '../runs/RunMarks';
import { StatusChip } from '../runs/StatusChip';
import { When } from '../runs/When';
import { StandstillNotice } from '../standstill/StandstillNotice';
import { Attempts } from '../steering/Attempts';
import { SteerRun } from '../steering/SteerRun';
import { StopButtons } from '../stop/StopButtons';
import { temporalTranslationRef } from '../translation';
import { AttestationAlarm } from './AttestationAlarm';
import { AuditOfRun } from './AuditOfRun';
import { ClosedQuestions, OpenQuestions } from '../questions/QuestionsOfRun';
import { WithdrawButton } from '../questions/WithdrawButton';
import { CurrentDetails } from './CurrentDetails';
import { Decoding } from './Decoding';
import { Deeds } from './Deeds';
import { Input, Outcome } from './Payloads';
import { RunFacts } from './RunFacts';
import { RunNow } from './RunNow';
import { RunTrail } from './RunTrail';
import { ElsewhereNotice } from './ElsewhereNotice';
import { Timeline } from './Timeline';
import styles from './RunPage.module.css';

/** Everything about one run. */
export function RunView({ run }: { readonly run: RunDetail }) {
  return (
    <RunTrail run={run}>
      <div
        className={legible.legible}
        data-run-id={run.id}
        data-status={run.status}
      >
        <RunHeader run={run} />
        <Container>
          <Flex direction="column" gap="4">
            <AttestationAlarm run={run} />
            <ElsewhereNotice run={run} />
            <Decoding run={run} />
            <StandstillNotice run={run} />
            <SteerRun run={run} />
            <OpenQuestions run={run} />
            <RunNow run={run} />
            <CurrentDetails details={run.details} />
            <div className={styles.columns}>
              <Flex direction="column" gap="4">
                <ClosedQuestions run={run} />
                <Outcome run={run} />
                <Timeline run={run} />
                <Attempts run={run} />
                <Input run={run} />
              </Flex>
              <Flex direction="column" gap="4">
                <Deeds run={run} />
                <RunFacts run={run} />
              </Flex>
            </div>
          </Flex>
        </Container>
      </div>
    </RunTrail>
  );
}

function RunHeader({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const { requestedAt, startedAt, closedAt } = run;
  return (
    <Header
      title={run.action.title}
      metadata={[
        {
          label: t('run.status'),
          value: <StatusChip status={run.status} />,
        },
        {
          label: t('run.target'),
          value: <EntityRefLink entityRef={run.target.entityRef} />,
        },
        {
          label: t('run.initiator'),
          value: <Initiator run={run} />,
        },
        { label: t('run.requested'), value: <When at={requestedAt} /> },
        {
          label: t(spanOf(run)),
          value: <Elapsed from={startedAt ?? requestedAt} to={closedAt} />,
        },
      ]}
      customActions={
        <Flex gap="2">
          <WithdrawButton run={run} />
          <StopButtons run={run} />
          <AuditOfRun runId={run.id} />
          <TemporalLink run={run} />
        </Flex>
      }
    />
  );
}

function Initiator({ run }: { readonly run: RunDetail }) {
  return (
    <Flex gap="2" align="center">
      <InitiatorName initiator={run.initiator} />
      <RunMarks run={run} />
    </Flex>
  );
}

/** A run that waits for its approval does not run yet. */
function spanOf({ status, closedAt }: RunDetail) {
  if (closedAt) {
    return 'run.duration';
  }
  return status === 'waiting-for-approval'
    ? 'run.waitingFor'
    : 'run.durationSoFar';
}

function TemporalLink({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const address = run.temporalUrl && webAddress(run.temporalUrl);
  return address ? (
    <ButtonLink
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      variant="secondary"
      iconEnd={<RiExternalLinkLine aria-hidden />}
      aria-label={t('run.openInTemporal')}
    >
      <span className={styles.linkText}>{t('run.openInTemporal')}</span>
    </ButtonLink>
  ) : null;
}
