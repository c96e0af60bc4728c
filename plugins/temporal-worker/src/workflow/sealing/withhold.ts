import { TemporalFailure } from '@temporalio/common';
import { ContinueAsNew } from '@temporalio/workflow';
import { sealedRun } from './sealedRun';

/**
 * Takes what an error says from it, in a run with secrets: one that is no failure
 * of Temporal's stops the workflow task, and is then written into the history by
 * the worker itself, plainly. Where it was thrown stays.
 */
export function withhold(error: unknown): unknown {
  if (
    !sealedRun() ||
    error instanceof TemporalFailure ||
    error instanceof ContinueAsNew
  ) {
    return error;
  }
  const bare = error instanceof Error ? error : new Error();
  const places = (bare.stack ?? '').split('\n').filter(isPlace);
  bare.message = `A ${bare.name} in workflow code. What it says is withheld, because this run was given secrets`;
  bare.stack = [`${bare.name}: ${bare.message}`, ...places].join('\n');
  bare.cause = undefined;
  return bare;
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

function isPlace(line: string): boolean {
  return /^\s+at \S/.test(line);
}
