import type { WorkflowExecutionStatusName } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { RunStatus } from 'backstage-plugin-temporal-common';

/**
 * Temporal's statuses in our words. A chain that continued as new goes on in
 * its next execution, so it is still running.
 */
export const runStatusOf: Record<WorkflowExecutionStatusName, RunStatus> = {
  UNSPECIFIED: 'unknown',
  UNKNOWN: 'unknown',
  RUNNING: 'running',
  PAUSED: 'paused',
  COMPLETED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  CONTINUED_AS_NEW: 'running',
  TIMED_OUT: 'timed-out',
};

const Status = temporal.api.enums.v1.WorkflowExecutionStatus;

const statusNames: Record<
  temporal.api.enums.v1.WorkflowExecutionStatus,
  WorkflowExecutionStatusName
> = {
  [Status.WORKFLOW_EXECUTION_STATUS_UNSPECIFIED]: 'UNSPECIFIED',
  [Status.WORKFLOW_EXECUTION_STATUS_RUNNING]: 'RUNNING',
  [Status.WORKFLOW_EXECUTION_STATUS_COMPLETED]: 'COMPLETED',
  [Status.WORKFLOW_EXECUTION_STATUS_FAILED]: 'FAILED',
  [Status.WORKFLOW_EXECUTION_STATUS_CANCELED]: 'CANCELLED',
  [Status.WORKFLOW_EXECUTION_STATUS_TERMINATED]: 'TERMINATED',
  [Status.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW]: 'CONTINUED_AS_NEW',
  [Status.WORKFLOW_EXECUTION_STATUS_TIMED_OUT]: 'TIMED_OUT',
  [Status.WORKFLOW_EXECUTION_STATUS_PAUSED]: 'PAUSED',
};

/** The name of a status as it came over the wire; `UNKNOWN` from newer servers. */
export function statusName(
  code: temporal.api.enums.v1.WorkflowExecutionStatus | null | undefined,
): WorkflowExecutionStatusName {
  return statusNames[code ?? 0] ?? 'UNKNOWN';
}
