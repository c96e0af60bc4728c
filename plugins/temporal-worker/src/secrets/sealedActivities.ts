import { asyncLocalStorage, type Context } from '@temporalio/activity';
import type { SerializationContext } from '@temporalio/common';

const REMEMBERED = 10_000;

/** Runs by the activity in whose code something is sent. */
const byContext = new WeakMap<Context, string>();
/**
 * Runs by the name of the activity whose words are sent, the longest ago first.
 * It may heartbeat from where its context is another's, or nobody's: from an
 * event of a connection that was opened earlier.
 */
const byName = new Map<string, string>();

/** From now on what this activity sends is sealed for the run; plain without. */
export function sealActivity(context: Context, run: string | undefined): void {
  const { namespace, workflowExecution, activityId } = context.info;
  const name = nameOf(namespace, workflowExecution?.workflowId, activityId);
  // An id may come again, in a workflow that took the id of an earlier one.
  byName.delete(name);
  if (run === undefined) {
    return;
  }
  byContext.set(context, run);
  byName.set(name, run);
  const [oldest] = byName.keys();
  if (byName.size > REMEMBERED) byName.delete(oldest);
}

/** The run for which what is sent must be sealed, if any. */
export function sealedFor(
  about: SerializationContext | undefined,
): string | undefined {
  if (about?.type === 'activity') {
    const { namespace, workflowId, activityId } = about;
    return byName.get(nameOf(namespace, workflowId, activityId));
  }
  // What an activity sends by its client is about another workflow.
  const context = asyncLocalStorage.getStore();
  return context && byContext.get(context);
}

function nameOf(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts);
}
