import { optionalTsToDate } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import type { TemporalConnection } from './TemporalConnection';

// A worker's long poll lasts a minute; the server goes on listing a poller for
// five minutes after its last.
const FRESH_MS = 70_000;

/** Whether a worker has lately asked this task queue for workflow tasks. */
export async function isPolled(
  connection: TemporalConnection,
  taskQueue: string,
): Promise<boolean> {
  const { pollers } = await connection.call(() =>
    connection.workflowService.describeTaskQueue({
      namespace: connection.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType:
        temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    }),
  );
  return (pollers ?? []).some(poller => {
    const seen = optionalTsToDate(poller.lastAccessTime);
    return seen !== undefined && Date.now() - seen.getTime() < FRESH_MS;
  });
}
