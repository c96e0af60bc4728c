import type { temporal } from '@temporalio/proto';
import {
  approvalFailures,
  GATE_TASK_QUEUE,
  GATE_WORKFLOW_TYPE,
  type RunStatus,
} from 'backstage-plugin-temporal-common';
import type { LedgerRun } from '../runs/RunLedger';
import type { ExecutionEnd } from './executionEnd';

type WorkflowType = temporal.api.common.v1.IWorkflowType | null | undefined;

const endings: Record<string, RunStatus> = {
  [approvalFailures.rejected]: 'rejected',
  [approvalFailures.expired]: 'expired',
  [approvalFailures.withdrawn]: 'withdrawn',
};

/** Whether an execution of a run is the gate it begins in. */
export function isGate({ approval }: LedgerRun, type: WorkflowType): boolean {
  return approval?.required === true && type?.name === GATE_WORKFLOW_TYPE;
}

/** The task queue that an execution of a run waits for. */
export function queueOf(run: LedgerRun, inGate: boolean): string {
  return inGate ? GATE_TASK_QUEUE : run.taskQueue;
}

/** How a gate ended: without an approval it fails in a way of its own. */
export function gateEnd(end: ExecutionEnd): ExecutionEnd {
  const status = endings[end.failure?.type ?? ''];
  return status && end.status === 'failed' ? { ...end, status } : end;
}
