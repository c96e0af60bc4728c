import { ApplicationFailure } from '@temporalio/common';
import type { Question } from './Question';

// Temporal loads this module once per workflow execution, so these are the
// questions of one run, rebuilt by replay.
const questions = new Map<string, Question>();

export function questionNamed(key: string): Question | undefined {
  return questions.get(key);
}

export function allQuestions(): readonly Question[] {
  return [...questions.values()];
}

/** @throws ApplicationFailure, non-retryable, if the run asked this before */
export function register(question: Question): void {
  if (questions.has(question.key)) {
    throw invalidQuestion(
      `The question "${question.key}" was asked before in this run: give each question a key of its own`,
    );
  }
  questions.set(question.key, question);
}

/**
 * A run that went on elsewhere would leave people answering nobody.
 * @throws ApplicationFailure, non-retryable, while a question is open
 */
export function assertNothingIsAsked(): void {
  const open = allQuestions().filter(({ outcome }) => !outcome);
  if (open.length > 0) {
    const keys = open.map(({ key }) => `"${key}"`).join(', ');
    throw invalidQuestion(
      `A run can not continue as new while it asks ${keys}: wait for the answer first`,
    );
  }
}

export function invalidQuestion(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, 'InvalidQuestion');
}
