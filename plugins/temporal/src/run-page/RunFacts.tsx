import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { Facts } from '../readable/Facts';
import { Words } from '../readable/Words';
import { formatExact } from '../runs/time';
import { useLanguage } from '../runs/useTicking';
import { temporalTranslationRef } from '../translation';
import { Section } from './Section';
import styles from './RunPage.module.css';

/** What the only cluster is called where nobody has named it. */
const DEFAULT_CLUSTER = 'default';

/** Times and places of a run, for those who look closer. */
export function RunFacts({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <Section title={t('run.details')}>
      <div className={styles.facts}>
        <Facts
          facts={[
            { label: t('run.reason'), value: text(run.reason) },
            { label: t('run.approval'), value: text(run.approval?.why) },
            { label: t('run.attempts'), value: run.attempt },
            { label: t('run.environment'), value: run.target.environment },
            { label: t('run.requested'), value: exact(run.requestedAt) },
            { label: t('run.started'), value: exact(run.startedAt) },
            { label: t('run.closed'), value: exact(run.closedAt) },
            { label: t('run.observed'), value: exact(run.observedAt) },
            { label: t('run.workflow'), value: code(run.workflowType) },
            { label: t('run.taskQueue'), value: code(run.taskQueue) },
            { label: t('run.namespace'), value: code(run.namespace) },
            { label: t('run.cluster'), value: code(otherCluster(run)) },
            { label: t('run.runId'), value: code(run.id) },
            { label: t('run.workflowId'), value: code(otherId(run)) },
            { label: t('run.inputDigest'), value: code(run.inputDigest) },
          ]}
        />
      </div>
    </Section>
  );
}

function exact(at: string | undefined) {
  return at && <Moment at={at} />;
}

function Moment({ at }: { readonly at: string }) {
  return (
    <time dateTime={at}>{formatExact(Date.parse(at), useLanguage())}</time>
  );
}

/** Only where it is not the same: the run was started elsewhere. */
function otherId({ id, workflowId }: RunDetail) {
  return workflowId === id ? undefined : workflowId;
}

/** Only where there may be several. */
function otherCluster({ cluster }: RunDetail) {
  return cluster === DEFAULT_CLUSTER ? undefined : cluster;
}

function text(words: string | undefined) {
  return words && <Words text={words} />;
}

function code(words: string | undefined) {
  return words && <code className={styles.code}>{words}</code>;
}
