import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import {
  ActivityCancellationType,
  CancellationScope,
  condition,
  proxyActivities,
} from '@temporalio/workflow';
import type { OpenedQuestion } from 'backstage-plugin-temporal-common';
import type {
  AskedQuestion,
  QuestionActivities,
} from '../../questions/QuestionActivities';
import type { Question } from './Question';
import { register } from './registry';

// Tried again for as long as the backend is away. A cancelled run waits for what
// is under way, so that a question is never closed before it was opened.
const { openQuestion, closeQuestion } = proxyActivities<
  Pick<QuestionActivities, 'openQuestion' | 'closeQuestion'>
>({
  startToCloseTimeout: '30s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: {
    initialInterval: '500ms',
    backoffCoefficient: 2,
    maximumInterval: '30s',
  },
});

/**
 * Asks a question and waits until it is decided, its deadline is over, or the
 * run is cancelled; then `question.outcome` says which, and the backend knows.
 * @returns the terms under which it was open
 */
export async function hold(
  question: Question,
  asked: AskedQuestion,
): Promise<OpenedQuestion> {
  // Known before it is opened: no answer can come too early.
  register(question);
  let refusal: ApplicationFailure | undefined;
  try {
    const terms = await openQuestion.executeWithOptions(
      { summary: `Ask "${question.key}"` },
      [asked],
    );
    question.open(terms);
    await decided(question, terms);
    return terms;
  } catch (error) {
    refusal = refusalIn(error);
    throw refusal ?? error;
  } finally {
    await CancellationScope.nonCancellable(async () => {
      question.close('cancelled');
      await question.allTold();
      if (!refusal) await report(question);
    });
  }
}

async function decided(
  question: Question,
  { deadline }: OpenedQuestion,
): Promise<void> {
  const isDecided = () => question.outcome !== undefined;
  if (deadline === undefined) {
    await condition(isDecided);
    return;
  }
  const leftMs = Math.max(1, Date.parse(deadline) - Date.now());
  await condition(isDecided, leftMs);
  // If it was decided in this very moment, that stands.
  question.close('expired');
}

async function report({ key, outcome = 'cancelled' }: Question) {
  await closeQuestion.executeWithOptions(
    { summary: `Close "${key}": ${outcome}` },
    [{ question: key, outcome }],
  );
}

function refusalIn(error: unknown): ApplicationFailure | undefined {
  return error instanceof ActivityFailure &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === 'QuestionRefused'
    ? ApplicationFailure.nonRetryable(error.cause.message, 'QuestionRefused')
    : undefined;
}
