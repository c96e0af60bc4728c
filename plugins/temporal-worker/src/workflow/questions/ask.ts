import { ApplicationFailure, type Duration } from '@temporalio/common';
import { msToNumber } from '@temporalio/common/lib/time';
import {
  APPROVAL_QUESTION,
  type AnswerUpdate,
} from 'backstage-plugin-temporal-common/workflow';
import type { Answerers, JsonSchema } from 'backstage-plugin-temporal-common';
import type { AskedQuestion } from '../../questions/QuestionActivities';
import { currentRun } from '../run';
import { hold } from './hold';
import { Question, type VerifiedAnswer, type Weigh } from './Question';
import { allQuestions, invalidQuestion } from './registry';

/**
 * A question to people.
 *
 * - `key`: names the question in its run, in lower-case words joined by dashes
 * - `title`, `text`: what those who may answer read
 * - `schema`: JSON Schema of the answer, an object; the page makes a form of it
 * - `who`: who may answer; any one suffices
 * - `quorum`: how many different people must give the same answer, 1 if left out
 * - `deadline`: how long the question is open, or until when; for ever if left out
 * - `otherwise`: the answer to go on with when the deadline is over
 * @public
 */
export interface AskOptions<T extends object> {
  readonly key: string;
  readonly title: string;
  readonly text?: string;
  readonly schema: JsonSchema;
  readonly who: Answerers;
  readonly quorum?: number;
  readonly deadline?: Duration | Date;
  readonly otherwise?: T;
}

/**
 * What came of a question: the answer, the entity refs of those who gave it, and
 * whether it was given at all or is what was to be done `otherwise`.
 * @public
 */
export interface Answered<T extends object> {
  readonly answer: T;
  readonly by: readonly string[];
  readonly outcome: 'answered' | 'expired';
}

/**
 * An answer that counted in the current run, and who gave it.
 * @public
 */
export interface RunAnswer {
  readonly question: string;
  readonly answer: AnswerUpdate['answer'];
  readonly by: string;
}

/**
 * Asks people, and waits until enough of them have given the same answer. The
 * backend shows the question to those who may answer, checks each answer against
 * `schema`, and signs who gave it. For workflow code; several questions may be
 * open at once.
 *
 * When the run is cancelled meanwhile, so is the question. While the backend can
 * not be reached the question waits to be asked.
 *
 * @throws ApplicationFailure, non-retryable, of type `QuestionExpired` when the
 * deadline is over and there is no `otherwise`; `QuestionRefused` when the
 * backend does not take the question; `InvalidQuestion` when the key was used
 * before or the deadline is none; `UnverifiedRun` in a run that was not admitted
 * @public
 */
export async function ask<T extends object>(
  options: AskOptions<T>,
): Promise<Answered<T>> {
  currentRun();
  const question = new Question(options.key, mostEqual);
  await hold(question, askedQuestion(options));
  if (question.outcome === 'answered') {
    return agreement<T>(question);
  }
  if (options.otherwise === undefined) {
    throw ApplicationFailure.nonRetryable(
      `Nobody decided "${options.title}" in time`,
      'QuestionExpired',
    );
  }
  return { answer: options.otherwise, by: [], outcome: 'expired' };
}

/**
 * The answers that counted in the current run, in the order they came. For
 * workflow code.
 * @public
 */
export function currentAnswers(): readonly RunAnswer[] {
  return allQuestions().flatMap(({ key, answers }) =>
    answers.map(({ answer, claims }) => ({
      question: key,
      answer,
      by: claims.answerer,
    })),
  );
}

function mostEqual(
  answers: readonly VerifiedAnswer[],
  newest: VerifiedAnswer,
  quorum: number,
): ReturnType<Weigh> {
  const given = answers.filter(
    ({ claims }) => claims.answerDigest === newest.claims.answerDigest,
  ).length;
  return { given, outcome: given >= quorum ? 'answered' : undefined };
}

function agreement<T extends object>({ answers }: Question): Answered<T> {
  // The last one decided, so it is the one they agree on.
  const last = answers[answers.length - 1];
  const by = answers
    .filter(({ claims }) => claims.answerDigest === last.claims.answerDigest)
    .map(({ claims }) => claims.answerer);
  // The backend checked it against the schema that says what T is.
  return { answer: last.answer as T, by, outcome: 'answered' };
}

function askedQuestion<T extends object>(
  options: AskOptions<T>,
): AskedQuestion {
  const { otherwise, deadline, ...rest } = options;
  if (rest.key === APPROVAL_QUESTION) {
    throw invalidQuestion(
      `The key "${APPROVAL_QUESTION}" belongs to the approval before a run: choose another`,
    );
  }
  return deadline === undefined
    ? rest
    : { ...rest, deadline: instantOf(deadline).toISOString() };
}

function instantOf(deadline: Duration | Date): Date {
  const instant =
    deadline instanceof Date
      ? deadline
      : new Date(Date.now() + msToNumber(deadline));
  if (!(instant.getTime() > Date.now())) {
    throw invalidQuestion(
      `The deadline ${String(deadline)} is over before the question is asked`,
    );
  }
  return instant;
}
