import { optionalTsToDate } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import type { TemporalConnection } from './TemporalConnection';

// A worker's long poll lasts a minute; the server goes on listing a poller for
// five minutes after its last.
const FRESH_MS = 70_000;

// Whoever polls takes a waiting task at once, unless it was first kept for a
// worker that is gone.
const TAKEN_WITHIN_MS = 15_000;

const LOOK_EVERY_MS = 10_000;

/** A queue that nobody polls, and since about when; unknown after a while. */
export interface Unpolled {
  readonly queue: string;
  readonly since?: Date;
}

interface Look {
  readonly at: number;
  /** When a worker last asked this queue for workflow tasks. */
  readonly lastPoll: Promise<Date | undefined>;
}

/** Looks for workers, shared by all runs that wait for the same queue. */
export class QueuePollers {
  readonly #connection: TemporalConnection;
  readonly #looks = new Map<string, Look>();

  constructor(connection: TemporalConnection) {
    this.#connection = connection;
  }

  /**
   * Whether nobody polls a queue.
   * @param untakenSince - when a workflow task was put there that nobody has
   *   taken yet
   */
  async unpolled(
    queue: string,
    untakenSince?: Date,
  ): Promise<Unpolled | undefined> {
    const lastPoll = await this.#look(queue);
    if (!lastPoll) return { queue, since: untakenSince };
    const now = Date.now();
    const untaken =
      untakenSince !== undefined &&
      lastPoll < untakenSince &&
      now - untakenSince.getTime() > TAKEN_WITHIN_MS;
    const gone = untaken || now - lastPoll.getTime() >= FRESH_MS;
    return gone ? { queue, since: lastPoll } : undefined;
  }

  #look(queue: string): Promise<Date | undefined> {
    const now = Date.now();
    const known = this.#looks.get(queue);
    if (known && now - known.at < LOOK_EVERY_MS) return known.lastPoll;
    // The server forgets a worker after a while; we remember when it was there.
    const before = known?.lastPoll.catch(() => undefined);
    const lastPoll = lastPollOf(this.#connection, queue).then(
      found => found ?? before,
    );
    this.#looks.set(queue, { at: now, lastPoll });
    // An error is no knowledge: the next one asks again.
    lastPoll.catch(() => {
      if (known) this.#looks.set(queue, { ...known, at: 0 });
      else this.#looks.delete(queue);
    });
    return lastPoll;
  }
}

async function lastPollOf(
  connection: TemporalConnection,
  taskQueue: string,
): Promise<Date | undefined> {
  const { pollers } = await connection.call(() =>
    connection.workflowService.describeTaskQueue({
      namespace: connection.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType:
        temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    }),
  );
  const polls = (pollers ?? []).flatMap(
    poller => optionalTsToDate(poller.lastAccessTime)?.getTime() ?? [],
  );
  return polls.length > 0 ? new Date(Math.max(...polls)) : undefined;
}
