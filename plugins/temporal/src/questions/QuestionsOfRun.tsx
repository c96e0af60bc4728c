import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import type { RunDetail, RunQuestion } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { useLiveRuns } from '../live/useLiveRuns';
import { Section } from '../run-page/Section';
import { AnswerNotice } from './AnswerNotice';
import type { Asked } from './Asked';
import { ClosedQuestion } from './ClosedQuestion';
import { DecidedInputs } from './DecidedInputs';
import { OpenQuestion } from './OpenQuestion';
import { temporalQuestionsTranslationRef } from './questionsTranslation';

/** What the run waits for people to say, with the way to say it. */
export function OpenQuestions({ run }: { readonly run: RunDetail }) {
  const live = useLiveRuns();
  const [counted, setCounted] = useState<RunQuestion>();
  const askedWith = (question: RunQuestion): Asked => ({
    run,
    question,
    reason: run.reason,
    onSettled: now => {
      setCounted(now);
      live.run(run.id).look();
    },
  });
  return (
    <>
      {counted && <AnswerNotice question={counted} />}
      {run.questions
        .filter(({ outcome }) => outcome === undefined)
        .map(question => (
          <OpenQuestion
            key={question.key}
            asked={askedWith(question)}
            inputs={<DecidedInputs run={run} />}
          />
        ))}
    </>
  );
}

/** What it was told before, oldest first. */
export function ClosedQuestions({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const closed = run.questions.filter(({ outcome }) => outcome !== undefined);
  return closed.length > 0 ? (
    <Section title={t('closed.title')}>
      <Flex direction="column" gap="4">
        {closed.map(question => (
          <ClosedQuestion key={question.key} question={question} />
        ))}
      </Flex>
    </Section>
  ) : null;
}
