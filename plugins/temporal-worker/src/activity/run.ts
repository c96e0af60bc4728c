import type {
  Initiator,
  StatementClaims,
  Target,
} from 'backstage-plugin-temporal-common';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { BackendClient } from '../admission/BackendClient';

/** For whom an activity works, the proof of it, and whom to ask about it. */
export interface ServedRun {
  readonly claims: StatementClaims;
  readonly statement: string;
  readonly client: BackendClient;
}

const runs = new AsyncLocalStorage<ServedRun>();

/** Runs activity code on behalf of this run. */
export function onBehalfOf<T>(run: ServedRun, work: () => T): T {
  return runs.run(run, work);
}

/** @throws Error outside of an activity of an admitted run */
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
 * Everything the backend signed of the run that this activity works for. For
 * activity code.
 * @throws Error outside of an activity of an admitted run
 * @public
 */
export function currentRun(): StatementClaims {
  return servedRun().claims;
}

/**
 * Who asked for the run that this activity works for, as the backend verified
 * it. For activity code.
 * @throws Error outside of an activity of an admitted run
 * @public
 */
export function currentInitiator(): Initiator {
  return currentRun().initiator;
}

/**
 * The entity that the run acts on, with its environment. For activity code.
 * @throws Error outside of an activity of an admitted run
 * @public
 */
export function currentTarget(): Target {
  return currentRun().target;
}
