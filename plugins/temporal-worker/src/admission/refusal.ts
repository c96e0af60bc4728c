import { ApplicationFailure } from '@temporalio/common';
import { ADMISSION_REFUSED } from 'backstage-plugin-temporal-common';

/** Error type of an admission that can't be decided now; Temporal tries again. */
export const ADMISSION_UNAVAILABLE = 'AdmissionUnavailable';

/** The answer is no, and asking again won't change it. */
export function refused(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, ADMISSION_REFUSED);
}

/** There is no answer yet; the run waits and it is asked again. */
export function unavailable(
  message: string,
  cause?: unknown,
): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: ADMISSION_UNAVAILABLE,
    cause: cause instanceof Error ? cause : undefined,
  });
}

/** What went wrong, with the innermost reason that `fetch` hides in `cause`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause instanceof Error
    ? `${error.message}: ${reasonOf(error.cause)}`
    : error.message;
}
