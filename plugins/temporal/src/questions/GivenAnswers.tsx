import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { JsonObject } from '@backstage/types';
import {
  type GivenAnswer,
  type RunQuestion,
  type Verdict,
} from 'backstage-plugin-temporal-common';
import { CallerName } from '../audit/CallerName';
import { ReadableValue } from '../readable/ReadableValue';
import { Words } from '../readable/Words';
import { Chip } from '../runs/StatusChip';
import { runLooks, type StatusLook } from '../runs/statusLooks';
import { When } from '../runs/When';
import { temporalQuestionsTranslationRef } from './questionsTranslation';
import styles from './Questions.module.css';

const looks: Record<Verdict, StatusLook> = {
  approve: runLooks.succeeded,
  reject: runLooks.rejected,
  withdraw: runLooks.withdrawn,
};

/** Who has answered, what, when and why. */
export function GivenAnswers({ question }: { readonly question: RunQuestion }) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  if (question.answers.length === 0) {
    return (
      <span className={styles.quiet}>
        {t(question.outcome ? 'nobody' : 'nobodyYet')}
      </span>
    );
  }
  return (
    <ul className={styles.answers}>
      {question.answers.map(given => (
        <li key={`${given.by} ${given.at}`}>
          <OneAnswer given={given} question={question} />
        </li>
      ))}
    </ul>
  );
}

function OneAnswer(props: {
  readonly given: GivenAnswer;
  readonly question: RunQuestion;
}) {
  const { given, question } = props;
  const { by, at, verdict, reason, answer } = given;
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const isWords = question.kind === 'question' && answer !== undefined;
  return (
    <>
      <div className={styles.line}>
        <CallerName caller={by} />
        {verdict && (
          <Chip look={looks[verdict]} text={t(`verdict.${verdict}.done`)} />
        )}
        <span className={styles.quiet}>
          <When at={at} />
        </span>
      </div>
      {reason !== undefined && <Words text={reason} />}
      {isWords && (
        <ReadableValue value={answer as JsonObject} schema={question.schema} />
      )}
    </>
  );
}
