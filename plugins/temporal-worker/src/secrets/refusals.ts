import { ApplicationFailure } from '@temporalio/common';

// By what they are, for a failure's type is anybody's word.
const own = new WeakSet<ApplicationFailure>();

/** Whether the library said it: that quotes no secret, and says what to do. */
export function saysWhatToDo(error: ApplicationFailure): boolean {
  return own.has(error);
}

/** What a worker without keys says; the run waits until one has them. */
export function withoutKeys(): ApplicationFailure {
  return unavailable(
    'This run was given secrets, and this worker has no keys for them: give createActionWorker the option secrets, with the keys of the backend. Until then the run waits',
  );
}

/** The key of a secret may come. */
export function missingKey(why: string): ApplicationFailure {
  return unavailable(
    `A secret of this run can't be opened yet: ${why}; trying again`,
  );
}

/** A secret that can't be opened here, now or later. */
export function refusedSecret(why: string): ApplicationFailure {
  return remembered(
    ApplicationFailure.nonRetryable(
      `A secret of this run can't be opened: ${why}`,
      'SecretRefused',
    ),
  );
}

function unavailable(message: string): ApplicationFailure {
  const type = 'SecretsUnavailable';
  return remembered(ApplicationFailure.create({ message, type }));
}

function remembered(failure: ApplicationFailure): ApplicationFailure {
  own.add(failure);
  return failure;
}
