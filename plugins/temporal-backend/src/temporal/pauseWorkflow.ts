import type { PauseVerb } from 'backstage-plugin-temporal-common';
import { randomUUID } from 'node:crypto';
import type { LedgerRun } from '../runs/RunLedger';
import { latestOfChain } from './describeRun';
import type { TemporalConnection } from './TemporalConnection';

/**
 * Pauses the workflow of a run, or lets it go on, in the name of who asked.
 * @returns whether there was a workflow of the run to do it with
 */
export async function pauseWorkflow(
  temporal: TemporalConnection,
  run: LedgerRun,
  pause: {
    readonly verb: PauseVerb;
    readonly by: string;
    readonly reason: string;
  },
): Promise<boolean> {
  // Never another chain that took the same id.
  const runId = await latestOfChain(temporal, run);
  if (!runId) return false;
  const request = {
    namespace: run.namespace,
    workflowId: run.workflowId,
    runId,
    identity: pause.by,
    reason: pause.reason,
    requestId: randomUUID(),
  };
  await temporal.act<unknown>(pause.by, () =>
    pause.verb === 'pause'
      ? temporal.workflowService.pauseWorkflowExecution(request)
      : temporal.workflowService.unpauseWorkflowExecution(request),
  );
  return true;
}
