import type { LedgerChange } from './LedgerChange';

/** What one listener has not heard yet: of each run the latest change. */
export class PendingNews {
  readonly #changes = new Map<string, LedgerChange>();
  #wake: () => void = () => {};

  add(change: LedgerChange): void {
    // At the end, because a reader resumes from the last version it heard.
    this.#changes.delete(change.runId);
    this.#changes.set(change.runId, change);
    this.#wake();
  }

  /**
   * All changes in the order of their versions, until the signal aborts.
   * @param hold - waits before what is pending is told; what comes meanwhile is
   *   told with it
   */
  async *taken(
    signal: AbortSignal,
    hold: (first: LedgerChange) => Promise<void>,
  ): AsyncGenerator<LedgerChange> {
    signal.addEventListener('abort', () => this.#wake(), { once: true });
    while (!signal.aborted) {
      const [first] = this.#changes.values();
      if (!first) {
        await new Promise<void>(wake => {
          this.#wake = wake;
        });
        continue;
      }
      await hold(first);
      const pending = [...this.#changes.values()];
      this.#changes.clear();
      yield* pending;
    }
  }
}
