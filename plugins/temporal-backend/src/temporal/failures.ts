import type { temporal } from '@temporalio/proto';
import type { RunFailure } from 'backstage-plugin-temporal-common';

const DEEPEST = 10;
const LONGEST_MESSAGE = 10_000;

/**
 * A failure in readable form. Wrappers that only say "an activity failed" give
 * way to what they wrap.
 */
export function readFailure(
  failure: temporal.api.failure.v1.IFailure | null | undefined,
  depth = 0,
): RunFailure | undefined {
  if (!failure || depth > DEEPEST) return undefined;
  const cause = readFailure(failure.cause, depth + 1);
  const wraps =
    failure.activityFailureInfo || failure.childWorkflowExecutionFailureInfo;
  if (wraps && cause) return cause;
  return {
    message: (failure.message || 'No reason was given').slice(
      0,
      LONGEST_MESSAGE,
    ),
    type: failure.applicationFailureInfo?.type || timeoutOf(failure),
    cause,
  };
}

function timeoutOf(
  failure: temporal.api.failure.v1.IFailure,
): string | undefined {
  if (failure.timeoutFailureInfo) return 'TimeoutError';
  if (failure.canceledFailureInfo) return 'Cancelled';
  if (failure.terminatedFailureInfo) return 'Terminated';
  return undefined;
}
