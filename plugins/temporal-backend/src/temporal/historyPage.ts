import type { temporal } from '@temporalio/proto';
import type { LedgerRun } from '../runs/RunLedger';
import type { TemporalConnection } from './TemporalConnection';

export type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/**
 * One page of the history of one of a run's executions.
 * @param from.signal - to wait, until it is aborted, for what is not there yet
 */
export function historyPage(
  connection: TemporalConnection,
  run: LedgerRun,
  from: {
    readonly execution: string | undefined;
    readonly token: Uint8Array | undefined;
    readonly signal: AbortSignal | undefined;
  },
) {
  const { execution, signal, token } = from;
  const ask = () =>
    connection.workflowService.getWorkflowExecutionHistory({
      namespace: run.namespace,
      execution: { workflowId: run.workflowId, runId: execution },
      nextPageToken: token,
      waitNewEvent: signal !== undefined,
    });
  return signal ? connection.wait(ask, signal) : connection.call(ask);
}
