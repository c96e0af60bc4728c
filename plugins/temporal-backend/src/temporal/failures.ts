import type { temporal } from '@temporalio/proto';
import type { RunFailure } from 'backstage-plugin-temporal-common';
import { isSealed } from './payloads';

const DEEPEST = 10;
const LONGEST_MESSAGE = 10_000;
const SEALED =
  'What went wrong is sealed, because the run was given secrets; Temporal’s own page can show it.';

/**
 * A failure in readable form. Wrappers that only say "an activity failed" give
 * way to what they wrap. The words of one that a worker sealed stay sealed.
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
  const type = failure.applicationFailureInfo?.type || timeoutOf(failure);
  if (isSealed(failure.encodedAttributes)) {
    return { message: SEALED, type, sealed: true, cause };
  }
  return {
    message: (failure.message || 'No reason was given').slice(
      0,
      LONGEST_MESSAGE,
    ),
    type,
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
