import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunQuestion } from 'backstage-plugin-temporal-common';
import { EntityName } from '../readable/EntityName';
import { Facts } from '../readable/Facts';
import { ProgressBar } from '../runs/ProgressBar';
import { Deadline } from './Deadline';
import { GivenAnswers } from './GivenAnswers';
import { temporalQuestionsTranslationRef } from './questionsTranslation';
import { missingIn, tallyOf } from './tally';
import styles from './Questions.module.css';

/** Who may answer an open question, until when, and who has. */
export function QuestionFacts({
  question,
}: {
  readonly question: RunQuestion;
}) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const { kind, who, deadline, notified } = question;
  return (
    <Facts
      facts={[
        { label: t(`${kind}.who`), value: <People refs={who} /> },
        { label: t(`${kind}.tally`), value: <Missing question={question} /> },
        {
          label: t(`${kind}.given`),
          value: <GivenAnswers question={question} />,
        },
        {
          label: t('deadline.label'),
          value: deadline && (
            <>
              <Deadline at={deadline} />
              <div className={styles.quiet}>{t(`${kind}.afterwards`)}</div>
            </>
          ),
        },
        {
          label: t('notified.label'),
          value: notified.done ? (
            t('notified.done')
          ) : (
            <NotNotified {...notified} />
          ),
        },
      ]}
    />
  );
}

function NotNotified({ problem }: { readonly problem?: string }) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  return <>{problem ? <bdi>{problem}</bdi> : t('notified.pending')}</>;
}

/** People and groups by name, one below the other. */
export function People({ refs }: { readonly refs: readonly string[] }) {
  return (
    <ul className={styles.people}>
      {refs.map(ref => (
        <li key={ref}>
          <EntityName entityRef={ref} />
        </li>
      ))}
    </ul>
  );
}

/** How many agree so far, and how many are missing. */
export function Missing({ question }: { readonly question: RunQuestion }) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const tally = tallyOf(question);
  const text = t(`${question.kind}.missing`, { count: missingIn(tally) });
  return (
    <ProgressBar progress={{ text, done: tally.given, total: tally.needed }} />
  );
}
