import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import type {
  ListedQuestion,
  RunQuestion,
} from 'backstage-plugin-temporal-common';
import { InputsOfRun } from '../questions/InputsOfRun';
import { VerdictButtons } from '../questions/VerdictButtons';
import { temporalQuestionsTranslationRef } from '../questions/questionsTranslation';
import { runRouteRef } from '../routes';

/** Decides from the list; a form is filled in on the run's own page. */
export function AnswerHere(props: {
  readonly item: ListedQuestion;
  readonly onSettled: (now: RunQuestion | undefined) => void;
}) {
  const { item, onSettled } = props;
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const href = useRouteRef(runRouteRef)?.({ runId: item.run.id });
  if (item.question.kind === 'approval') {
    return (
      <VerdictButtons
        asked={{ ...item, onSettled }}
        inputs={<InputsOfRun runId={item.run.id} />}
      />
    );
  }
  return href ? (
    <div>
      <ButtonLink href={href} variant="primary">
        {t('approvals.answer')}
      </ButtonLink>
    </div>
  ) : null;
}
