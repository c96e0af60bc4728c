import type { temporal } from '@temporalio/proto';
import type { LedgerRun } from '../runs/RunLedger';
import type { TemporalConnection } from './TemporalConnection';

export type Description =
  temporal.api.workflowservice.v1.IDescribeWorkflowExecutionResponse;

/** One execution of a run, or the latest under the run's id. */
export function describeRun(
  connection: TemporalConnection,
  run: LedgerRun,
  temporalRunId?: string,
): Promise<Description> {
  return connection.call(() =>
    connection.workflowService.describeWorkflowExecution({
      namespace: run.namespace,
      execution: { workflowId: run.workflowId, runId: temporalRunId },
    }),
  );
}

/** Whether an execution is one of the run's chain, and not under its id only. */
export function isOfChain(
  run: LedgerRun,
  { workflowExecutionInfo }: Description,
) {
  const first = run.firstExecutionRunId;
  return first !== undefined && workflowExecutionInfo?.firstRunId === first;
}

/** The latest execution of a run's chain, if the run's id is still the chain's. */
export async function latestOfChain(
  connection: TemporalConnection,
  run: LedgerRun,
): Promise<string | undefined> {
  const latest = await describeRun(connection, run);
  const temporalRunId = latest.workflowExecutionInfo?.execution?.runId;
  return isOfChain(run, latest) ? temporalRunId ?? undefined : undefined;
}
