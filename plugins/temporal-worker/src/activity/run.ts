import type {
  Initiator,
  StatementClaims,
  Target,
} from 'backstage-plugin-temporal-common';
import { AsyncLocalStorage } from 'node:async_hooks';

const runs = new AsyncLocalStorage<StatementClaims>();

/** Runs activity code on behalf of the run that these claims describe. */
export function onBehalfOf<T>(claims: StatementClaims, work: () => T): T {
  return runs.run(claims, work);
}

/**
 * Everything the backend signed of the run that this activity works for. For
 * activity code.
 * @throws Error outside of an activity of an admitted run
 * @public
 */
export function currentRun(): StatementClaims {
  const claims = runs.getStore();
  if (!claims) {
    throw new Error(
      'There is no run here: call this from activity code, on a worker made by createActionWorker',
    );
  }
  return claims;
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
