import { ApplicationFailure } from '@temporalio/common';

/** Error type of what needs keys that are not there; Temporal tries again. */
const UNAVAILABLE = 'SecretsUnavailable';

/** What a worker without keys says; the run waits until one has them. */
export function withoutKeys(): ApplicationFailure {
  return ApplicationFailure.create({
    type: UNAVAILABLE,
    message:
      'This run was given secrets, and this worker has no keys for them: give createActionWorker the option secrets, with the keys of the backend. Until then the run waits',
  });
}

/** The key of a secret may come. */
export function missingKey(why: string): ApplicationFailure {
  return ApplicationFailure.create({
    type: UNAVAILABLE,
    message: `A secret of this run can't be opened yet: ${why}; trying again`,
  });
}

/** A secret that can't be opened here, now or later. */
export function refusedSecret(why: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `A secret of this run can't be opened: ${why}`,
    'SecretRefused',
  );
}
