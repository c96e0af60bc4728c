import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RunLedger } from './RunLedger';
import type { RunWatcher } from './RunWatcher';

const WATCHED_MOST = 50;
const LOOK_EVERY_MS = 2_000;

/**
 * Has the newest open runs of the whole ledger watched while anybody looks at a
 * list across entities. The same runs for all such lists, whoever may see which:
 * else what Temporal is asked would grow with the people who look. The
 * reconciler sees to the rest.
 */
export class NewestWatch {
  readonly #ledger: RunLedger;
  readonly #watcher: RunWatcher;
  readonly #logger: LoggerService;
  #watches = new Map<string, () => void>();
  #viewers = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #looking = false;

  constructor(deps: {
    ledger: RunLedger;
    watcher: RunWatcher;
    logger: LoggerService;
  }) {
    this.#ledger = deps.ledger;
    this.#watcher = deps.watcher;
    this.#logger = deps.logger;
  }

  /** @returns how to stop looking */
  join(): () => void {
    this.#viewers += 1;
    if (!this.#timer) {
      this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
      this.#look();
    }
    let looking = true;
    return () => {
      if (!looking) return;
      looking = false;
      this.#viewers -= 1;
      if (this.#viewers === 0) this.#stop();
    };
  }

  #look(): void {
    if (this.#looking) return;
    this.#looking = true;
    this.#watchNewest()
      .catch(error => this.#logger.warn('Could not read open runs', error))
      .finally(() => {
        this.#looking = false;
      });
  }

  async #watchNewest(): Promise<void> {
    const runs = await this.#ledger.newestOpen(WATCHED_MOST);
    if (this.#viewers === 0) return;
    const before = this.#watches;
    // Those are joined before the others are left, so that none is interrupted.
    this.#watches = new Map(
      runs.map(run => [run.id, this.#watcher.watch(run)]),
    );
    before.forEach(leave => leave());
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#watches.forEach(leave => leave());
    this.#watches.clear();
  }
}
