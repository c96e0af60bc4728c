import { createContext, Script } from 'node:vm';

const call = new Script('work()');
const nothing = () => {};
// Made once: a context costs more than most of what is done in it.
const inside: { work: () => void } = { work: nothing };
const context = createContext(inside);

/** Whether an error says that the time for some work was over. */
export function isOutOfTime(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

/**
 * Does synchronous work that others have a say in, such as the patterns of their
 * schemas, and stops it when it takes too long: the process serves everybody.
 * @throws what the work throws, or an error that {@link isOutOfTime} knows
 */
export function withinTime<T>(limitMs: number, doWork: () => T): T {
  const results: T[] = [];
  inside.work = () => {
    results.push(doWork());
  };
  try {
    call.runInContext(context, { timeout: limitMs });
  } finally {
    inside.work = nothing;
  }
  return results[0];
}
