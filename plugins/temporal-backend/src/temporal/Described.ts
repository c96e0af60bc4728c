import { optionalTsToDate } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import { isFinished, type RunStatus } from 'backstage-plugin-temporal-common';
import type { Description } from './describeRun';
import { readPending, type PendingActivity } from './pendingActivities';
import { runStatusOf, statusName } from './statuses';

const { PENDING_WORKFLOW_TASK_STATE_SCHEDULED } =
  temporal.api.enums.v1.PendingWorkflowTaskState;

/** What the description of an execution says that is in no history. */
export interface Described {
  readonly status: RunStatus;
  readonly stopping: boolean;
  readonly pending: readonly PendingActivity[];
  /** When a workflow task was put on its queue that nobody has taken yet. */
  readonly untakenSince?: Date;
}

/** Before anything was described. */
export const undescribed: Described = {
  status: 'running',
  stopping: false,
  pending: [],
};

export function readDescription(description: Description): Described {
  const info = description.workflowExecutionInfo;
  const execution = info?.execution?.runId ?? '';
  const task = description.pendingWorkflowTask;
  return {
    status: runStatusOf[statusName(info?.status)],
    stopping: description.workflowExtendedInfo?.cancelRequested ?? false,
    pending: (description.pendingActivities ?? []).map(pending =>
      readPending(execution, pending),
    ),
    untakenSince:
      task?.state === PENDING_WORKFLOW_TASK_STATE_SCHEDULED
        ? optionalTsToDate(task.scheduledTime)
        : undefined,
  };
}

/** Whether something is to be done now that only a worker can do. */
export function waitsForWorker({ pending, untakenSince }: Described): boolean {
  const now = new Date().toISOString();
  return (
    untakenSince !== undefined ||
    pending.some(
      ({ status, nextAttemptAt }) =>
        status === 'scheduled' ||
        (nextAttemptAt !== undefined && nextAttemptAt <= now),
    )
  );
}

/** How an execution that is not known to be the chain's end is going. */
export function openStatus(described: Described, unpolled: boolean): RunStatus {
  // While it is paused it does not hear that it is to stop.
  if (described.status === 'paused') return 'paused';
  if (described.stopping) return 'stopping';
  // An execution that is over is no end before its chain is known to be.
  if (isFinished(described.status)) return 'running';
  if (described.status !== 'running') return described.status;
  if (unpolled) return 'queued';
  const retries = described.pending.some(one => one.status === 'retrying');
  return retries ? 'retrying' : 'running';
}
