import type { Worker } from '@temporalio/worker';
import { reasonOf } from '../admission/refusal';

/**
 * Serves a task queue in one or more namespaces, with a worker of Temporal's for
 * each of them.
 * @public
 */
export class ActionWorker {
  readonly #workers: ReadonlyMap<string, Worker>;
  #running: Promise<void> | undefined;

  private constructor(workers: ReadonlyMap<string, Worker>) {
    this.#workers = workers;
  }

  /**
   * Makes one of what `create` makes for each namespace.
   * @throws Error that names the namespace for which it made none
   * @internal
   */
  static async in(
    namespaces: readonly string[],
    create: (namespace: string) => Promise<Worker>,
  ): Promise<ActionWorker> {
    if (namespaces.length === 0) {
      throw new Error(
        'A worker serves at least one namespace: namespaces is empty',
      );
    }
    const workers = new Map<string, Worker>();
    for (const namespace of new Set(namespaces)) {
      try {
        workers.set(namespace, await create(namespace));
      } catch (error) {
        await new ActionWorker(workers).#discard();
        throw failed(namespace, error);
      }
    }
    return new ActionWorker(workers);
  }

  /** The namespaces that it serves. */
  get namespaces(): readonly string[] {
    return [...this.#workers.keys()];
  }

  /**
   * Serves until `shutdown`, or until one of the process's shutdown signals, and
   * finishes what is in hand. If it can't go on in one namespace it stops in all.
   * @throws Error that names the namespace in which it could not go on
   */
  run(): Promise<void> {
    this.#running ??= this.#runAll();
    return this.#running;
  }

  /**
   * Serves until the work is done, and finishes what is in hand.
   * @throws what the work throws; as {@link ActionWorker.run}; Error if it was
   * shut down before the work was done
   */
  async runUntil<T>(work: Promise<T> | (() => Promise<T>)): Promise<T> {
    const running = this.run();
    const stopped = running.then(() => {
      throw new Error('The worker was shut down before the work was done');
    });
    const done = (async () => (typeof work === 'function' ? work() : work))();
    try {
      return await Promise.race([done, stopped]);
    } finally {
      this.shutdown();
      await running;
    }
  }

  /** Takes no more work; {@link ActionWorker.run} returns when none is in hand. */
  shutdown(): void {
    for (const worker of this.#workers.values()) {
      if (worker.getState() === 'RUNNING') worker.shutdown();
    }
  }

  // A worker that was made holds on to its connection until it has run.
  async #discard(): Promise<void> {
    const running = this.run();
    this.shutdown();
    await running;
  }

  async #runAll(): Promise<void> {
    const failures: Error[] = [];
    const runs = Array.from(this.#workers, ([namespace, worker]) =>
      worker.run().catch(error => {
        failures.push(failed(namespace, error));
        this.shutdown();
      }),
    );
    await Promise.all(runs);
    const [first] = failures;
    if (first) throw first;
  }
}

function failed(namespace: string, cause: unknown): Error {
  return new Error(
    `The worker can't serve namespace ${namespace}: ${reasonOf(cause)}`,
    { cause },
  );
}
