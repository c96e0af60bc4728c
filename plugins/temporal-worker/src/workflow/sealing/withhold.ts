import { TemporalFailure } from '@temporalio/common';
import { ContinueAsNew, isCancellation } from '@temporalio/workflow';
import { placesOf, quieten } from './quieten';
import { sealedRun } from './sealedRun';

/**
 * Takes what an error says from it, in a run with secrets. A failure of Temporal's
 * goes out sealed. Any other error stops the workflow task, and the worker itself
 * writes it into the history, plainly: of that only the kind stays, and where it
 * was thrown.
 */
export function withhold(error: unknown): unknown {
  if (
    sealedRun() === undefined ||
    isCancellation(error) ||
    error instanceof ContinueAsNew
  ) {
    return error;
  }
  return error instanceof TemporalFailure ? quieten(error) : bare(error);
}

/**
 * Does `work`, and withholds what it throws. Without secrets nothing is put in
 * between: one promise more could change the order of what an open run does.
 */
export function withholding<T>(work: () => Promise<T>): Promise<T> {
  return sealedRun() === undefined ? work() : watched(work);
}

async function watched<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw withhold(error);
  }
}

// The same error, for a worker may know it by its class.
function bare(error: unknown): Error {
  const known = error instanceof Error ? error : new Error();
  const places = placesOf(known);
  known.message = `A ${known.name} in workflow code. What it says is withheld, because this run was given secrets`;
  known.stack = [`${known.name}: ${known.message}`, ...places].join('\n');
  known.cause = undefined;
  return known;
}
