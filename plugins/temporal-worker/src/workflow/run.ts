import { IllegalStateError, type Payload } from '@temporalio/common';
import type {
  Initiator,
  StatementClaims,
  Target,
} from 'backstage-plugin-temporal-common/workflow';
import { unverified } from './unverified';

/**
 * What admission came to: the statement as it travels, and what it says; or why
 * the run is unverified, on a worker that lets it run all the same.
 */
export type Verdict =
  | {
      readonly admitted: true;
      readonly statement: Payload;
      readonly claims: StatementClaims;
    }
  | { readonly admitted: false; readonly reason: string };

// Temporal loads this module once per workflow execution, so this is the state
// of one run, rebuilt by replay.
let verdict: Verdict | undefined;

/** Remembers what admission came to. Called by the interceptor, once. */
export function rememberVerdict(found: Verdict): void {
  verdict = found;
}

/** What admission came to, or `undefined` while it is still being awaited. */
export function currentVerdict(): Verdict | undefined {
  return verdict;
}

/**
 * Whether the backend vouches for the current run. `false` only on a worker made
 * with `unadmitted: 'mark'`, and at the top of a module, before anything is
 * known. For workflow code.
 * @public
 */
export function isAdmitted(): boolean {
  return verdict?.admitted ?? false;
}

/**
 * Everything the backend signed of the current run. For workflow code.
 * @throws ApplicationFailure of type UnverifiedRun, non-retryable, in a run that
 * was not admitted
 * @throws IllegalStateError outside of a run
 * @public
 */
export function currentRun(): StatementClaims {
  if (!verdict) {
    throw new IllegalStateError(
      'There is no admitted run here: call this from workflow code, on a worker made by createActionWorker',
    );
  }
  if (!verdict.admitted) {
    throw unverified(verdict.reason);
  }
  return verdict.claims;
}

/**
 * Who asked for the current run, as the backend verified it. For workflow code.
 * @throws as {@link currentRun}
 * @public
 */
export function currentInitiator(): Initiator {
  return currentRun().initiator;
}

/**
 * The entity the current run acts on, with its environment. For workflow code.
 * @throws as {@link currentRun}
 * @public
 */
export function currentTarget(): Target {
  return currentRun().target;
}
