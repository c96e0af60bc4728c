import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunDetail, Standstill } from 'backstage-plugin-temporal-common';
import type { ReactNode } from 'react';
import { CallerName } from '../audit/CallerName';
import { Deadline } from '../questions/Deadline';
import { People } from '../questions/QuestionFacts';
import { FailureChain } from '../readable/FailureChain';
import { Facts } from '../readable/Facts';
import { LongText } from '../readable/LongText';
import { Words } from '../readable/Words';
import { temporalRunTranslationRef } from '../run-page/runTranslation';
import { When } from '../runs/When';
import { Countdown } from './Countdown';
import styles from './Standstill.module.css';

interface Told<Kind extends Standstill['kind'] = Standstill['kind']> {
  readonly run: RunDetail;
  readonly standstill: Extract<Standstill, { readonly kind: Kind }>;
}

/** What is known about why a run stands still, and what one can do. */
export function StandstillFacts({ run, standstill }: Told) {
  switch (standstill.kind) {
    case 'requested':
      return <Requested />;
    case 'no-worker':
      return <NoWorker run={run} standstill={standstill} />;
    case 'retrying':
      return <Retrying run={run} standstill={standstill} />;
    case 'waiting':
      return <Waiting run={run} standstill={standstill} />;
    case 'paused':
      return <Paused run={run} standstill={standstill} />;
    case 'stopping':
      return <Stopping run={run} standstill={standstill} />;
    case 'unreachable':
      return <Unreachable run={run} standstill={standstill} />;
    default:
      return null;
  }
}

function Requested() {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  return <Advice>{t('standstill.requested.advice')}</Advice>;
}

function NoWorker({ standstill }: Told<'no-worker'>) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const { gate, since, taskQueue } = standstill;
  return (
    <>
      <Facts facts={[{ label: t('standstill.since'), value: moment(since) }]} />
      <Advice>
        {gate
          ? t('standstill.no-gate.advice', { queue: taskQueue })
          : t('standstill.no-worker.advice')}
      </Advice>
    </>
  );
}

function Retrying({ standstill }: Told<'retrying'>) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const { failure, nextAttemptAt, step } = standstill;
  return (
    <>
      <Facts
        facts={[
          { label: t('standstill.step'), value: <LongText text={step} /> },
          {
            label: t('standstill.error'),
            value: failure && <FailureChain failure={failure} />,
          },
          {
            label: t('standstill.again'),
            value: <Countdown to={nextAttemptAt} />,
          },
        ]}
      />
      <Advice>{t('standstill.retrying.advice')}</Advice>
    </>
  );
}

function Waiting({ run, standstill }: Told<'waiting'>) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const { deadline, question, title, who } = standstill;
  const asked = run.questions.find(({ key }) => key === question);
  return (
    <>
      <Facts
        facts={[
          { label: t('standstill.question'), value: <LongText text={title} /> },
          { label: t('standstill.who'), value: <People refs={who} /> },
          {
            label: t('standstill.until'),
            value: deadline && <Deadline at={deadline} />,
          },
        ]}
      />
      <Advice>
        {t(
          asked?.mayAnswer.allowed
            ? 'standstill.waiting.mine'
            : 'standstill.waiting.advice',
        )}
      </Advice>
    </>
  );
}

function Paused({ standstill }: Told<'paused'>) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const { by, reason, since } = standstill;
  return (
    <>
      <Facts
        facts={[
          { label: t('standstill.by'), value: name(by) },
          { label: t('standstill.when'), value: moment(since) },
          { label: t('standstill.reason'), value: words(reason) },
        ]}
      />
      <Advice>{t('standstill.paused.advice')}</Advice>
    </>
  );
}

function Stopping({ run, standstill }: Told<'stopping'>) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const { by, reason, step } = standstill;
  return (
    <>
      <Facts
        facts={[
          { label: t('standstill.rollsBack'), value: step && line(step) },
          { label: t('standstill.by'), value: name(by) },
          { label: t('standstill.when'), value: moment(run.stop?.at) },
          { label: t('standstill.reason'), value: words(reason) },
        ]}
      />
      <Advice>{t('standstill.stopping.advice')}</Advice>
    </>
  );
}

function Unreachable({ standstill }: Told<'unreachable'>) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const { lastSeen } = standstill;
  return (
    <>
      <Facts
        facts={[{ label: t('standstill.lastSeen'), value: moment(lastSeen) }]}
      />
      <Advice>{t('standstill.unreachable.advice')}</Advice>
    </>
  );
}

function Advice({ children }: { readonly children: ReactNode }) {
  return <p className={styles.advice}>{children}</p>;
}

function moment(at: string | undefined) {
  return at && <When at={at} />;
}

function name(ref: string | undefined) {
  return ref && <CallerName caller={ref} />;
}

function words(text: string | undefined) {
  return text && <Words text={text} />;
}

function line(text: string) {
  return <LongText text={text} />;
}
