import { ActivityFailure, ApplicationFailure } from '@temporalio/common';

/** The reason at the bottom of a failed activity, for people. */
export function reasonOf(error: unknown): string {
  if (error instanceof ActivityFailure && error.cause) {
    return reasonOf(error.cause);
  }
  return error instanceof Error ? error.message : String(error);
}

/** The error type that the activity gave, if it gave one. */
export function typeOf(error: unknown): string | undefined {
  return error instanceof ActivityFailure &&
    error.cause instanceof ApplicationFailure
    ? error.cause.type ?? undefined
    : undefined;
}

/**
 * Makes a step fail the run with the step's own reason, instead of Temporal's
 * "Activity task failed".
 */
export async function plainly<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    if (
      error instanceof ActivityFailure &&
      error.cause instanceof ApplicationFailure
    ) {
      throw ApplicationFailure.nonRetryable(
        reasonOf(error),
        error.cause.type ?? undefined,
      );
    }
    throw error;
  }
}
