import { activityInfo, log } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import {
  CLOSED_QUESTIONS_PATH,
  openedQuestionSchema,
  QUESTIONS_PATH,
  type CloseQuestionRequest,
  type OpenedQuestion,
  type OpenQuestionRequest,
} from 'backstage-plugin-temporal-common';
import { z } from 'zod';
import { servedRun, type ServedRun } from '../activity/run';
import type { StatementVerifier } from '../admission/StatementVerifier';
import { unverified } from '../workflow/unverified';
import { createVerifyAnswer } from './createVerifyAnswer';
import type {
  AskedQuestion,
  ClosedQuestion,
  QuestionActivities,
} from './QuestionActivities';

const closedSchema = z.object({ closed: z.literal(true) });

/** Makes the activities by which a run asks, and finds out who answered. */
export function createQuestionActivities(
  verifier: StatementVerifier,
): QuestionActivities {
  return {
    openQuestion,
    closeQuestion,
    verifyAnswer: createVerifyAnswer(verifier),
  };
}

async function openQuestion(question: AskedQuestion): Promise<OpenedQuestion> {
  const { client, statement } = admittedRun();
  const { namespace, workflowExecution } = activityInfo();
  const request: OpenQuestionRequest = {
    statement,
    namespace,
    workflowId: workflowExecution?.workflowId ?? '',
    question,
  };
  const answer = await client.ask(
    QUESTIONS_PATH,
    request,
    openedQuestionSchema,
  );
  if (answer.kind === 'refused') {
    throw ApplicationFailure.nonRetryable(
      `The backend did not open the question "${
        question?.key ?? 'approval'
      }": ${answer.reason}`,
      'QuestionRefused',
    );
  }
  if (answer.kind === 'undecided') {
    throw unavailable('The question can not be asked yet', answer.trouble);
  }
  return answer.body;
}

async function closeQuestion(closed: ClosedQuestion): Promise<void> {
  const { client, statement } = admittedRun();
  const { namespace } = activityInfo();
  const request: CloseQuestionRequest = { statement, namespace, ...closed };
  const answer = await client.ask(CLOSED_QUESTIONS_PATH, request, closedSchema);
  if (answer.kind === 'undecided') {
    throw unavailable('The backend does not know yet', answer.trouble);
  }
  // The run has decided; that the backend won't hear of it changes nothing.
  if (answer.kind === 'refused') {
    log.warn(
      `The backend did not take note that the question "${closed.question}" is ${closed.outcome}: ${answer.reason}`,
    );
  }
}

function admittedRun(): Extract<ServedRun, { admitted: true }> {
  const run = servedRun();
  if (!run.admitted) {
    throw unverified(run.reason);
  }
  return run;
}

function unavailable(what: string, trouble: string): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'QuestionUnavailable',
    message: `${what}, because ${trouble}; trying again`,
  });
}
