import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Text } from '@backstage/ui';
import { RiQuestionnaireLine, RiShieldUserLine } from '@remixicon/react';
import { useId, type ReactNode } from 'react';
import { LongText } from '../readable/LongText';
import { Words } from '../readable/Words';
import { AnswerForm } from './AnswerForm';
import type { Asked } from './Asked';
import { DecidedRun } from './DecidedRun';
import { QuestionFacts } from './QuestionFacts';
import { VerdictButtons } from './VerdictButtons';
import { temporalQuestionsTranslationRef } from './questionsTranslation';
import styles from './Questions.module.css';

const icons = {
  approval: <RiShieldUserLine size={22} aria-hidden />,
  question: <RiQuestionnaireLine size={22} aria-hidden />,
};

/** What a run waits for: the question, the way to answer it, and who may. */
export function OpenQuestion(props: {
  readonly asked: Asked;
  readonly inputs: ReactNode;
}) {
  const { asked, inputs } = props;
  const { question } = asked;
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const titleId = useId();
  return (
    <Card role="region" aria-labelledby={titleId} className={styles.open}>
      <CardBody>
        <div className={styles.heading}>
          {icons[question.kind]}
          <div>
            <Text as="h3" id={titleId} variant="title-x-small" weight="bold">
              <LongText text={question.title} />
            </Text>
            <Text as="p" variant="body-small" color="secondary">
              {t(`${question.kind}.waits`)}
            </Text>
          </div>
        </div>
        <div className={styles.columns}>
          <div className={styles.answering}>
            {question.text !== undefined && <Words text={question.text} />}
            {question.kind === 'approval' ? (
              <>
                <DecidedRun asked={asked} inputs={inputs} />
                <VerdictButtons asked={asked} inputs={inputs} />
              </>
            ) : (
              <AnswerForm asked={asked} />
            )}
          </div>
          <QuestionFacts question={question} />
        </div>
      </CardBody>
    </Card>
  );
}
