import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { RunQuestion } from 'backstage-plugin-temporal-common';
import { Facts } from '../readable/Facts';
import { LongText } from '../readable/LongText';
import { Words } from '../readable/Words';
import { When } from '../runs/When';
import { GivenAnswers } from './GivenAnswers';
import { OutcomeOfQuestion } from './OutcomeOfQuestion';
import { temporalQuestionsTranslationRef } from './questionsTranslation';
import styles from './Questions.module.css';

/** What was asked, who answered what and when, and how it ended. */
export function ClosedQuestion({
  question,
}: {
  readonly question: RunQuestion;
}) {
  const { title, text } = question;
  return (
    <article className={styles.closed}>
      <div className={styles.line}>
        <Text as="h4" variant="body-medium" weight="bold">
          <LongText text={title} />
        </Text>
        <OutcomeOfQuestion question={question} />
      </div>
      {text !== undefined && <Words text={text} />}
      <ClosedFacts question={question} />
    </article>
  );
}

/** Who said what, and when it began and ended. */
export function ClosedFacts({ question }: { readonly question: RunQuestion }) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const { kind, closedAt } = question;
  return (
    <Facts
      facts={[
        {
          label: t(`${kind}.given`),
          value: <GivenAnswers question={question} />,
        },
        { label: t('closed.asked'), value: <When at={question.askedAt} /> },
        {
          label: t('closed.ended'),
          value: closedAt && <When at={closedAt} />,
        },
      ]}
    />
  );
}
