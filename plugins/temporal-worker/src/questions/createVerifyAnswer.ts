import { ApplicationFailure } from '@temporalio/common';
import {
  ADMISSION_REFUSED,
  answerRefusals,
  APPROVAL_QUESTION,
  digestOf,
  initiatorRef,
  type AnswerClaims,
  type StatementClaims,
} from 'backstage-plugin-temporal-common';
import { currentRun } from '../activity/run';
import type { StatementVerifier } from '../admission/StatementVerifier';
import type { ArrivedAnswer } from './QuestionActivities';

/**
 * Makes the local activity that finds out whether the backend signed an answer,
 * for this run, this question and just this answer. Its result is in the
 * history, so the run counts the same answers when it is replayed.
 */
export function createVerifyAnswer(verifier: StatementVerifier) {
  return async function verifyAnswer(
    arrived: ArrivedAnswer,
  ): Promise<AnswerClaims> {
    const run = currentRun();
    const claims = await verified(arrived, verifier);
    const reason = await mismatch(claims, arrived, run);
    if (reason) {
      throw refusedAnswer(`This answer does not count: ${reason}`);
    }
    return claims;
  };
}

async function verified(
  { statement, at }: ArrivedAnswer,
  verifier: StatementVerifier,
): Promise<AnswerClaims> {
  try {
    // Temporal's clock: a worker whose own is wrong still takes answers.
    return await verifier.verifyAnswer(statement, new Date(at));
  } catch (error) {
    throw error instanceof ApplicationFailure &&
      error.type === ADMISSION_REFUSED
      ? refusedAnswer(error.message)
      : error;
  }
}

async function mismatch(
  claims: AnswerClaims,
  { question, answer }: ArrivedAnswer,
  run: StatementClaims,
): Promise<string | undefined> {
  if (claims.runId !== run.runId) {
    return `it was signed for run ${claims.runId}, and this is ${run.runId}`;
  }
  if (claims.question !== question) {
    return `it was signed for the question "${claims.question}", and this is "${question}"`;
  }
  if (claims.answerDigest !== (await digestOf(answer))) {
    return 'it is not the answer that was signed';
  }
  return question === APPROVAL_QUESTION
    ? verdictMismatch(claims, answer.decision, run)
    : unexpectedVerdict(claims);
}

function unexpectedVerdict({ verdict }: AnswerClaims): string | undefined {
  return verdict && `only an approval has a verdict, and this says ${verdict}`;
}

function verdictMismatch(
  { verdict, answerer }: AnswerClaims,
  decision: unknown,
  run: StatementClaims,
): string | undefined {
  const byInitiator =
    answerer.toLocaleLowerCase('en-US') ===
    initiatorRef(run.initiator).toLocaleLowerCase('en-US');
  if (verdict === 'withdraw') {
    return byInitiator && (decision ?? verdict) === verdict
      ? undefined
      : 'only who asked for a run may withdraw it';
  }
  if (!verdict || verdict !== decision) {
    return `it was signed as ${verdict ?? 'no verdict'}, and it says otherwise`;
  }
  return byInitiator
    ? `${answerer} asked for this run, so somebody else must decide`
    : undefined;
}

function refusedAnswer(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, answerRefusals.statement);
}
