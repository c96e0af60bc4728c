import { ApplicationFailure } from '@temporalio/common';

/**
 * What code gets that must know who asked, in a run that nobody vouches for.
 * Non-retryable, so that the run ends with this sentence instead of being tried
 * for ever.
 */
export function unverified(reason: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `This run is unverified: it has no initiator and no target that can be relied on. ${reason}`,
    'UnverifiedRun',
  );
}
