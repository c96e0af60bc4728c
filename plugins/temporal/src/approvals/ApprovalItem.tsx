import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Card, CardBody, Link, Text } from '@backstage/ui';
import type {
  ListedQuestion,
  RunQuestion,
} from 'backstage-plugin-temporal-common';
import { useId } from 'react';
import { ClosedFacts } from '../questions/ClosedQuestion';
import { OutcomeOfQuestion } from '../questions/OutcomeOfQuestion';
import { QuestionFacts } from '../questions/QuestionFacts';
import { temporalQuestionsTranslationRef } from '../questions/questionsTranslation';
import { LongText } from '../readable/LongText';
import { Words } from '../readable/Words';
import { runRouteRef } from '../routes';
import { InitiatorName } from '../runs/InitiatorName';
import { StatusChip } from '../runs/StatusChip';
import { When } from '../runs/When';
import { AnswerHere } from './AnswerHere';
import { InputsOnDemand } from './InputsOnDemand';
import styles from './Approvals.module.css';

/** One question: what would run, who asked and why, and the way to decide. */
export function ApprovalItem(props: {
  readonly item: ListedQuestion;
  readonly onSettled: (now: RunQuestion | undefined) => void;
}) {
  const { item, onSettled } = props;
  const { question, run, description } = item;
  const titleId = useId();
  const isOpen = question.outcome === undefined;
  return (
    <li>
      <Card
        role="article"
        aria-labelledby={titleId}
        data-run-id={run.id}
        className={isOpen ? styles.open : undefined}
      >
        <CardBody>
          <Heading item={item} titleId={titleId} />
          <div className={styles.columns}>
            <div className={styles.what}>
              {description && <Words text={description} />}
              {question.kind === 'question' && (
                <QuestionWords question={question} />
              )}
              <WhoAndWhy item={item} />
              <InputsOnDemand runId={run.id} />
              {isOpen && <AnswerHere item={item} onSettled={onSettled} />}
            </div>
            {isOpen ? (
              <QuestionFacts question={question} />
            ) : (
              <ClosedFacts question={question} />
            )}
          </div>
        </CardBody>
      </Card>
    </li>
  );
}

function Heading(props: {
  readonly item: ListedQuestion;
  readonly titleId: string;
}) {
  const { question, run } = props.item;
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const href = useRouteRef(runRouteRef)?.({ runId: run.id });
  return (
    <div className={styles.heading}>
      <div>
        <Text as="h3" id={props.titleId} variant="title-x-small" weight="bold">
          <LongText text={run.action.title} />
        </Text>
        <span className={styles.quiet}>
          <EntityRefLink entityRef={run.target.entityRef} />
          {run.target.environment !== undefined && (
            <bdi className={styles.environment}>{run.target.environment}</bdi>
          )}
        </span>
      </div>
      <span className={styles.status}>
        {question.outcome ? (
          <OutcomeOfQuestion question={question} />
        ) : (
          <StatusChip status={run.status} />
        )}
        {href && <Link href={href}>{t('approvals.openRun')}</Link>}
      </span>
    </div>
  );
}

function QuestionWords({ question }: { readonly question: RunQuestion }) {
  return (
    <div>
      <Text weight="bold">
        <LongText text={question.title} />
      </Text>
      {question.text !== undefined && (
        <div>
          <Words text={question.text} />
        </div>
      )}
    </div>
  );
}

function WhoAndWhy({ item }: { readonly item: ListedQuestion }) {
  const { question, run, reason } = item;
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  return (
    <div className={styles.why}>
      <span>
        <InitiatorName initiator={run.initiator} /> {t('approvals.asked')}{' '}
        <When at={question.askedAt} />
      </span>
      {reason && (
        <blockquote>
          <Words text={reason} />
        </blockquote>
      )}
    </div>
  );
}
