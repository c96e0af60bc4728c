import { ApplicationFailure } from '@temporalio/common';
import { makeContinueAsNewFunc } from '@temporalio/workflow';
import {
  APPROVAL_QUESTION,
  approvalFailures,
  type QuestionOutcome,
} from 'backstage-plugin-temporal-common/workflow';
import { approvedWith } from '../approvals';
import { hold } from '../questions/hold';
import {
  Question,
  type VerifiedAnswer,
  type Weigh,
} from '../questions/Question';
import { currentRun } from '../run';

/**
 * Asks for the approval that a run was requested with, and then goes on as the
 * action's own workflow, with the same input. Served by `createGateWorker`.
 * @throws ApplicationFailure, non-retryable, of one of the types
 * `approvalFailures` when there is no approval
 * @public
 */
export async function temporalGate(...input: unknown[]): Promise<never> {
  const { workflowType } = currentRun();
  const question = new Question(APPROVAL_QUESTION, decidedByOthers);
  const { taskQueue } = await hold(question, undefined);
  const { answers, outcome } = question;
  if (outcome !== 'approved') {
    throw notApproved(outcome, answers[answers.length - 1]);
  }
  if (taskQueue === undefined) {
    throw ApplicationFailure.nonRetryable(
      `The backend did not say which task queue serves ${workflowType}: upgrade the backend to the version of this worker`,
      'QuestionRefused',
    );
  }
  approvedWith(answers.filter(isApproval).map(({ statement }) => statement));
  return makeContinueAsNewFunc({ workflowType, taskQueue })(...input);
}

// That the initiator neither approves nor rejects, and nobody else withdraws,
// was checked with the answer's statement.
function decidedByOthers(
  answers: readonly VerifiedAnswer[],
  newest: VerifiedAnswer,
  quorum: number,
): ReturnType<Weigh> {
  const given = answers.filter(isApproval).length;
  return { given, outcome: outcomeOf(newest, given >= quorum) };
}

function outcomeOf(
  { claims }: VerifiedAnswer,
  isEnough: boolean,
): QuestionOutcome | undefined {
  switch (claims.verdict) {
    case 'reject':
      return 'rejected';
    case 'withdraw':
      return 'withdrawn';
    default:
      return isEnough ? 'approved' : undefined;
  }
}

function isApproval({ claims }: VerifiedAnswer): boolean {
  return claims.verdict === 'approve';
}

function notApproved(
  outcome: QuestionOutcome | undefined,
  last: VerifiedAnswer | undefined,
): ApplicationFailure {
  if (outcome === 'expired' || !last) {
    return ApplicationFailure.nonRetryable(
      'Not enough people approved this run in time',
      approvalFailures.expired,
    );
  }
  const { reason } = last.answer;
  const why = typeof reason === 'string' && reason ? `: ${reason}` : '';
  const { answerer } = last.claims;
  return outcome === 'withdrawn'
    ? ApplicationFailure.nonRetryable(
        `Withdrawn by ${answerer}${why}`,
        approvalFailures.withdrawn,
      )
    : ApplicationFailure.nonRetryable(
        `Rejected by ${answerer}${why}`,
        approvalFailures.rejected,
      );
}
