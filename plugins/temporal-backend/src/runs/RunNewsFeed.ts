import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RunLedger } from './RunLedger';
import type { LedgerChange } from './LedgerChange';

const OTHER_REPLICAS_EVERY_MS = 1_000;

/**
 * Tells listeners what changed in the ledger: at once what this process
 * changed, and within a second what another replica did. One query serves all
 * listeners; nobody listening costs nothing.
 */
export class RunNewsFeed {
  readonly #ledger: RunLedger;
  readonly #logger: LoggerService;
  readonly #listeners = new Set<(change: LedgerChange) => void>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #version: number | undefined;
  #reading: Promise<void> | undefined;
  #stale = false;

  constructor(ledger: RunLedger, logger: LoggerService) {
    this.#ledger = ledger;
    this.#logger = logger;
    ledger.onChange(() => this.#look());
  }

  /**
   * Calls back for each change after the returned version.
   * @returns the version from which on changes are told, and how to stop
   */
  async listen(
    listener: (change: LedgerChange) => void,
  ): Promise<{ readonly version: number; stop(): void }> {
    const version = await this.#ledger.version();
    // Of two who begin to listen at once, one may have read an older version.
    this.#version = Math.min(this.#version ?? version, version);
    this.#listeners.add(listener);
    this.#timer ??= setInterval(
      () => this.#look(),
      OTHER_REPLICAS_EVERY_MS,
    ).unref();
    return { version, stop: () => this.#stop(listener) };
  }

  #stop(listener: (change: LedgerChange) => void): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#version = undefined;
  }

  #look(): void {
    if (this.#listeners.size === 0) return;
    this.#stale = true;
    this.#reading ??= this.#read()
      .catch(error => this.#logger.warn('Could not read run news', error))
      .finally(() => {
        this.#reading = undefined;
        // A change during the last query's end must not wait for the timer.
        if (this.#stale) this.#look();
      });
  }

  async #read(): Promise<void> {
    while (this.#stale && this.#version !== undefined) {
      this.#stale = false;
      const changes = await this.#ledger.changesSince(this.#version);
      for (const change of changes) {
        this.#version = Math.max(this.#version ?? 0, change.version);
        this.#listeners.forEach(listener => listener(change));
      }
    }
  }
}
