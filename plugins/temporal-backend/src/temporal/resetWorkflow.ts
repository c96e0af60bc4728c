import { temporal } from '@temporalio/proto';
import { initiatorRef } from 'backstage-plugin-temporal-common';
import type { LedgerRun } from '../runs/RunLedger';
import type { RunRetry } from '../runs/RunAttempt';
import { describeRun } from './describeRun';
import type { TemporalConnection } from './TemporalConnection';

const { RESET_REAPPLY_EXCLUDE_TYPE_UPDATE } =
  temporal.api.enums.v1.ResetReapplyExcludeType;
const { ResetWorkflowExecutionRequest } = temporal.api.workflowservice.v1;

/** The server refuses longer ones. */
const LONGEST_REASON = 900;

/**
 * Has the workflow of a run go on from a point in its past, in the name of who
 * asked. The same attempt asked for again is the same execution.
 * @returns the id of the execution in which it goes on
 */
export async function resetWorkflow(
  connection: TemporalConnection,
  run: LedgerRun,
  { by, point, reason }: RunRetry,
): Promise<string> {
  const who = initiatorRef(by);
  // Made from an object, which knows how to write the event's id in 64 bits.
  const request = ResetWorkflowExecutionRequest.fromObject({
    namespace: run.namespace,
    workflowExecution: {
      workflowId: run.workflowId,
      runId: point.temporalRunId,
    },
    workflowTaskFinishEventId: point.eventId,
    requestId: `${run.id}/attempt-${run.attempt}`,
    identity: who,
    // Histories keep the reason of a reset, not the identity.
    reason: `${who}: ${reason}`.slice(0, LONGEST_REASON),
    // Answers were given to what is asked anew.
    resetReapplyExcludeTypes: [RESET_REAPPLY_EXCLUDE_TYPE_UPDATE],
  });
  const { runId } = await connection.act(who, () =>
    connection.workflowService.resetWorkflowExecution(request),
  );
  return runId;
}

/** The execution to which the one that an attempt goes on from was reset. */
export async function resetOf(
  connection: TemporalConnection,
  run: LedgerRun,
  { point }: RunRetry,
): Promise<string | undefined> {
  const base = await describeRun(connection, run, point.temporalRunId);
  return base.workflowExtendedInfo?.resetRunId || undefined;
}
