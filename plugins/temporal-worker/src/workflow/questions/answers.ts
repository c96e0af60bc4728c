import { defineUpdate, setHandler } from '@temporalio/workflow';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import {
  ANSWER_UPDATE,
  type AnswerClaims,
  type AnswerReceipt,
  type AnswerUpdate,
} from 'backstage-plugin-temporal-common/workflow';
import { CancellationScope, proxyLocalActivities } from '@temporalio/workflow';
import type { QuestionActivities } from '../../questions/QuestionActivities';
import { currentRun } from '../run';
import { peek, type Peeked } from './peek';
import type { Question } from './Question';
import { questionNamed } from './registry';
import { refusedAsBad, refusedAsClosed } from './refusals';

const MAX_STATEMENT = 4_096;
const MAX_ANSWER = 64_000;

// Given up soon when the key set can't be had, and then begun again: what is left
// over when the question ends must end by itself, for a local activity that is
// cancelled while its question ends makes the run nondeterministic.
const { verifyAnswer } = proxyLocalActivities<
  Pick<QuestionActivities, 'verifyAnswer'>
>({
  scheduleToCloseTimeout: '30s',
  startToCloseTimeout: '10s',
  localRetryThreshold: '1s',
  retry: {
    initialInterval: '500ms',
    backoffCoefficient: 2,
    maximumInterval: '10s',
  },
});

/**
 * Makes the run hear answers from its first moment on: one that comes when
 * nothing is asked is refused as such.
 */
export function hearAnswers(): void {
  setHandler(
    defineUpdate<AnswerReceipt, [AnswerUpdate]>(ANSWER_UPDATE),
    takeAnswer,
    { validator: assertAnswerable },
  );
}

/** Checks what can be checked at once. What it refuses leaves no trace. */
function assertAnswerable(update: AnswerUpdate): void {
  if (!isAnswerUpdate(update)) {
    throw refusedAsBad(
      'This is no answer: it needs a question, an answer and a statement of usual sizes',
    );
  }
  const question = asked(update);
  const peeked = peekedAt(update);
  if (peeked.runId !== currentRun().runId) {
    throw refusedAsBad('The statement of this answer is for another run');
  }
  if (peeked.question !== question.key) {
    throw refusedAsBad('The statement of this answer is for another question');
  }
  if (peeked.exp * 1000 <= Date.now()) {
    throw refusedAsBad('The statement of this answer has expired');
  }
  question.assertTakes(peeked.answerer);
  question.assertNoneInFlight(peeked.answerer);
}

async function takeAnswer(update: AnswerUpdate): Promise<AnswerReceipt> {
  const question = asked(update);
  return question.during(peekedAt(update).answerer, async () => {
    const claims = await verifiedUnlessClosed(update, question);
    const terms = await question.opened();
    // No await from here on: what is checked in this moment is what counts.
    return question.take({ ...update, claims }, terms);
  });
}

async function verifiedUnlessClosed(
  update: AnswerUpdate,
  question: Question,
): Promise<AnswerClaims> {
  const { question: key, answer, statement } = update;
  const arrived = { question: key, answer, statement, at: Date.now() };
  // That the run is cancelled shows as the end of the question. What is being
  // verified then is left to end by itself.
  return CancellationScope.nonCancellable(async () => {
    for (;;) {
      try {
        return await Promise.race([verifyAnswer(arrived), question.closed()]);
      } catch (error) {
        // Refusing what could not be verified would be for good: Temporal answers
        // another update of the same id with the outcome of the first.
        if (!isUndecided(error)) throw plainly(error);
        if (question.outcome) throw refusedAsClosed(key, question.outcome);
      }
    }
  });
}

function isUndecided(error: unknown): boolean {
  return (
    error instanceof ActivityFailure &&
    !(error.cause instanceof ApplicationFailure && error.cause.nonRetryable)
  );
}

function plainly(error: unknown): unknown {
  return error instanceof ActivityFailure &&
    error.cause instanceof ApplicationFailure
    ? refusedAsBad(error.cause.message)
    : error;
}

function asked(update: AnswerUpdate): Question {
  const question = questionNamed(update.question);
  if (!question) {
    throw refusedAsClosed(update.question);
  }
  return question;
}

function peekedAt({ statement }: AnswerUpdate): Peeked {
  const peeked = peek(statement);
  if (!peeked) {
    throw refusedAsBad('The statement of this answer is not one');
  }
  return peeked;
}

function isAnswerUpdate(update: unknown): update is AnswerUpdate {
  if (typeof update !== 'object' || update === null) {
    return false;
  }
  const { question, answer, statement }: Partial<Record<string, unknown>> = {
    ...update,
  };
  return (
    typeof question === 'string' &&
    question.length <= 100 &&
    typeof statement === 'string' &&
    statement.length <= MAX_STATEMENT &&
    typeof answer === 'object' &&
    answer !== null &&
    !Array.isArray(answer) &&
    JSON.stringify(answer).length <= MAX_ANSWER
  );
}
