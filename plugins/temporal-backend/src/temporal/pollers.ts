import { optionalTsToDate } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import type { TemporalConnection } from './TemporalConnection';

// A worker's long poll lasts a minute; the server goes on listing a poller for
// five minutes after its last.
const FRESH_MS = 70_000;

const LOOK_EVERY_MS = 10_000;

/** Whether a worker has lately asked this task queue for workflow tasks. */
async function isPolled(
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

/** A look for workers that is not repeated at once. */
export class PollerLook {
  readonly #connection: TemporalConnection;
  #found = true;
  #last: { readonly queue: string; readonly at: number } | undefined;

  constructor(connection: TemporalConnection) {
    this.#connection = connection;
  }

  /** What the last look found; that there are some before the first. */
  get found(): boolean {
    return this.#found;
  }

  async look(queue: string): Promise<void> {
    const now = Date.now();
    const fresh =
      this.#last?.queue === queue && now - this.#last.at < LOOK_EVERY_MS;
    if (fresh) return;
    this.#found = await isPolled(this.#connection, queue);
    this.#last = { queue, at: now };
  }
}
