import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  QuestionOutcome,
  RunQuestion,
} from 'backstage-plugin-temporal-common';
import { Chip } from '../runs/StatusChip';
import { runLooks, type StatusLook } from '../runs/statusLooks';
import { temporalQuestionsTranslationRef } from './questionsTranslation';

const looks: Record<QuestionOutcome, StatusLook> = {
  answered: runLooks.succeeded,
  approved: runLooks.succeeded,
  rejected: runLooks.rejected,
  expired: runLooks.expired,
  withdrawn: runLooks.withdrawn,
  cancelled: runLooks.cancelled,
};

/** How a question ended, or that it is open, as icon and word. */
export function OutcomeOfQuestion(props: { readonly question: RunQuestion }) {
  const { outcome, kind } = props.question;
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const waiting =
    kind === 'approval' ? 'waiting-for-approval' : 'waiting-for-answer';
  return outcome ? (
    <Chip look={looks[outcome]} text={t(`outcome.${outcome}`)} />
  ) : (
    <Chip look={runLooks[waiting]} text={t(`${kind}.open`)} />
  );
}
