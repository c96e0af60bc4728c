import { asyncLocalStorage, type Context } from '@temporalio/activity';

// By its context, which Temporal keeps while it encodes what an activity sends.
const runs = new WeakMap<Context, string>();

/** From now on everything that this activity sends is sealed for the run. */
export function sealActivity(context: Context, run: string): void {
  runs.set(context, run);
}

/** The run for which what is sent here must be sealed, if any. */
export function sealedActivity(): string | undefined {
  const context = asyncLocalStorage.getStore();
  return context && runs.get(context);
}
