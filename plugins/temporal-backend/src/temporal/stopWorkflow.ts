import type { StopVerb } from 'backstage-plugin-temporal-common';
import type { LedgerRun } from '../runs/RunLedger';
import type { TemporalConnection } from './TemporalConnection';

/**
 * Cancels or terminates the workflow of a run, in the name of who asked. Raw
 * requests, because the client's own methods take no name, and no reason for a
 * cancel.
 */
export async function stopWorkflow(
  temporal: TemporalConnection,
  run: LedgerRun,
  stop: {
    readonly verb: StopVerb;
    readonly by: string;
    readonly reason: string;
  },
): Promise<void> {
  const request = {
    namespace: run.namespace,
    workflowExecution: { workflowId: run.workflowId },
    // Never another chain that took the same id.
    firstExecutionRunId: run.firstExecutionRunId,
    identity: stop.by,
    reason: stop.reason,
  };
  await temporal.act(stop.by, () =>
    stop.verb === 'cancel'
      ? temporal.workflowService.requestCancelWorkflowExecution(request)
      : temporal.workflowService.terminateWorkflowExecution(request),
  );
}
