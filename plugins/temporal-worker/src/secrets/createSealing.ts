import type { Context } from '@temporalio/activity';
import type { ServedRun } from '../activity/run';
import { sealedRunIn } from '../workflow/sealing/sealedRunIn';
import { withoutKeys } from './refusals';
import { sealActivity } from './sealedActivities';
import { sealFailure } from './sealFailure';
import type { WorkerSecrets } from './WorkerSecrets';

/** Does an activity's work so that what it sends is sealed, if it must be. */
export type Sealing = <T>(
  context: Context,
  served: ServedRun,
  work: () => Promise<T>,
) => Promise<T>;

/** Makes the part of the activity interceptors that seals. */
export function createSealing({
  keys,
  converter,
}: Pick<WorkerSecrets, 'keys' | 'converter'>): Sealing {
  return async (context, served, work) => {
    const run = served.admitted
      ? sealedRunIn(served.claims, context.info.workflowType)
      : undefined;
    sealActivity(context, run);
    if (run === undefined) {
      return work();
    }
    if (!keys) {
      throw withoutKeys();
    }
    try {
      return await work();
    } catch (error) {
      throw sealFailure(error, converter, context);
    }
  };
}
