import type {
  Initiator,
  StatementClaims,
  Target,
} from 'backstage-plugin-temporal-common';
import type { SecretKeys } from 'backstage-plugin-temporal-credentials';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { BackendClient } from '../admission/BackendClient';
import { unverified } from '../workflow/unverified';

/**
 * For whom an activity works, the proof of it, whom to ask about it, and the keys
 * of its secrets, if there are any; or why that is not known, on a worker that lets the activity run all the same.
 */
export type ServedRun =
  | {
      readonly admitted: true;
      readonly claims: StatementClaims;
      readonly statement: string;
      readonly client: BackendClient;
      readonly keys?: SecretKeys;
    }
  | { readonly admitted: false; readonly reason: string };

const runs = new AsyncLocalStorage<ServedRun>();

/** Runs activity code on behalf of this run. */
export function onBehalfOf<T>(run: ServedRun, work: () => T): T {
  return runs.run(run, work);
}

/** @throws Error outside of an activity of a run */
export function servedRun(): ServedRun {
  const run = runs.getStore();
  if (!run) {
    throw new Error(
      'There is no run here: call this from activity code, on a worker made by createActionWorker',
    );
  }
  return run;
}

/**
 * Whether the backend vouches for the run that this activity works for. `false`
 * only on a worker made with `unadmitted: 'mark'`, and outside of an activity.
 * For activity code.
 * @public
 */
export function isAdmitted(): boolean {
  return runs.getStore()?.admitted ?? false;
}

/**
 * Everything the backend signed of the run that this activity works for. For
 * activity code.
 * @throws ApplicationFailure of type UnverifiedRun, non-retryable, in an
 * activity of a run that was not admitted
 * @throws Error outside of an activity of a run
 * @public
 */
export function currentRun(): StatementClaims {
  const run = servedRun();
  if (!run.admitted) {
    throw unverified(run.reason);
  }
  return run.claims;
}

/**
 * Who asked for the run that this activity works for, as the backend verified
 * it. For activity code.
 * @throws as {@link currentRun}
 * @public
 */
export function currentInitiator(): Initiator {
  return currentRun().initiator;
}

/**
 * The entity that the run acts on, with its environment. For activity code.
 * @throws as {@link currentRun}
 * @public
 */
export function currentTarget(): Target {
  return currentRun().target;
}
