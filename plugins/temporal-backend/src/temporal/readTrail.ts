import type { LedgerRun } from '../runs/RunLedger';
import { ExecutionTrail } from './ExecutionTrail';
import type { TemporalConnection } from './TemporalConnection';

/** What an execution of a run did. */
export async function readTrail(
  connection: TemporalConnection,
  run: LedgerRun,
  temporalRunId: string,
): Promise<ExecutionTrail> {
  const trail = new ExecutionTrail();
  let nextPageToken: Uint8Array | undefined;
  do {
    const request = {
      namespace: run.namespace,
      execution: { workflowId: run.workflowId, runId: temporalRunId },
      nextPageToken,
    };
    const page = await connection.call(() =>
      connection.workflowService.getWorkflowExecutionHistory(request),
    );
    for (const event of page.history?.events ?? []) trail.apply(event);
    nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
  } while (nextPageToken);
  return trail;
}
