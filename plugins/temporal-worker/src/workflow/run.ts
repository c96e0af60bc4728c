import type { Payload } from '@temporalio/common';
import { IllegalStateError } from '@temporalio/common';
import type {
  Initiator,
  StatementClaims,
  Target,
} from 'backstage-plugin-temporal-common/workflow';

/** A run that was admitted: its statement as it travels, and what it says. */
export interface AdmittedRun {
  readonly statement: Payload;
  readonly claims: StatementClaims;
}

// Temporal loads this module once per workflow execution, so this is the state
// of one run, rebuilt by replay.
let admitted: AdmittedRun | undefined;

/** Remembers that this run was admitted. Called by the interceptor, once. */
export function rememberAdmission(run: AdmittedRun): void {
  admitted = run;
}

/** The admitted run, or `undefined` while admission is still being awaited. */
export function admittedRun(): AdmittedRun | undefined {
  return admitted;
}

/**
 * Everything the backend signed of the current run. For workflow code.
 * @throws IllegalStateError outside of an admitted run
 * @public
 */
export function currentRun(): StatementClaims {
  if (!admitted) {
    throw new IllegalStateError(
      'There is no admitted run here: call this from workflow code, on a worker made by createActionWorker',
    );
  }
  return admitted.claims;
}

/**
 * Who asked for the current run, as the backend verified it. For workflow code.
 * @throws IllegalStateError outside of an admitted run
 * @public
 */
export function currentInitiator(): Initiator {
  return currentRun().initiator;
}

/**
 * The entity the current run acts on, with its environment. For workflow code.
 * @throws IllegalStateError outside of an admitted run
 * @public
 */
export function currentTarget(): Target {
  return currentRun().target;
}
