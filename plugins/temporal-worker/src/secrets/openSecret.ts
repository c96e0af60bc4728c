import type { JsonValue } from '@backstage/types';
import {
  isSealedSecret,
  SECRET_PROPERTY,
  type SealedSecret,
} from 'backstage-plugin-temporal-common';
import {
  CantOpen,
  KeyMissing,
  type SecretKeys,
} from 'backstage-plugin-temporal-credentials';
import { servedRun } from '../activity/run';
import { unverified } from '../workflow/unverified';
import { missingKey, refusedSecret, withoutKeys } from './refusals';

/**
 * Opens a secret that the current run was given. For activity code, in the moment
 * the value is used: what an activity opened goes nowhere by itself.
 *
 * A secret of another run is refused for good, and so is one that was tampered
 * with. While the worker lacks its key, the activity fails so that Temporal tries
 * it again. No error says anything of the value.
 *
 * @returns the value, a text
 * @throws ApplicationFailure of type `SecretRefused`, non-retryable, or
 * `SecretsUnavailable`, retryable; `UnverifiedRun` in a run that was not admitted
 * @throws Error outside of an activity of a run
 * @public
 */
export async function openSecret(secret: SealedSecret): Promise<string>;

/**
 * Opens a secret that is not a text.
 * @param read - makes of the value what the activity needs, or throws
 * @returns what `read` made of it
 * @throws as without `read`; non-retryable `SecretRefused` if `read` throws
 * @public
 */
export async function openSecret<T>(
  secret: SealedSecret,
  read: (value: JsonValue) => T,
): Promise<T>;

export async function openSecret<T>(
  secret: SealedSecret,
  read?: (value: JsonValue) => T,
): Promise<T | string> {
  const value = await opened(secret);
  if (read) {
    return readWith(value, read);
  }
  if (typeof value !== 'string') {
    throw refusedSecret(
      'it is not a text. Give openSecret a function that reads it',
    );
  }
  return value;
}

async function opened(secret: SealedSecret): Promise<JsonValue> {
  const served = servedRun();
  if (!served.admitted) {
    throw unverified(served.reason);
  }
  if (!served.keys) {
    throw withoutKeys();
  }
  if (!isSealedSecret(secret)) {
    throw refusedSecret(
      'it is in no envelope. Mark the field with format: password in the input of the action, so that the backend seals it',
    );
  }
  const { run, value } = await openedBy(served.keys, secret[SECRET_PROPERTY]);
  if (run !== served.claims.runId) {
    throw refusedSecret('it was given to another run');
  }
  return value;
}

async function openedBy(keys: SecretKeys, envelope: string) {
  try {
    return await keys.openSecret(envelope);
  } catch (error) {
    if (error instanceof KeyMissing) {
      throw missingKey(error.message);
    }
    throw error instanceof CantOpen ? refusedSecret(error.message) : error;
  }
}

function readWith<T>(value: JsonValue, read: (value: JsonValue) => T): T {
  try {
    return read(value);
  } catch {
    // What it threw may quote the value.
    throw refusedSecret('what was to read it did not take it');
  }
}
