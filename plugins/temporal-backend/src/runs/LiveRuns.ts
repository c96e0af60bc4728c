import type { LoggerService } from '@backstage/backend-plugin-api';
import { aboutRun } from '../telemetry/aboutRun';
import { isUnreachable, reasonOf } from '../temporal/errors';
import type { LiveRun } from '../temporal/LiveRun';
import { RunView } from '../temporal/RunView';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import { beganIn } from './RunAttempt';
import type { LedgerRun } from './RunLedger';
import type { RunWatcher } from './RunWatcher';

/**
 * What Temporal shows of unfinished runs: from the watcher where one follows
 * the run, else by one look that all who ask meanwhile share.
 */
export class LiveRuns {
  readonly #temporal: TemporalNamespaces;
  readonly #watcher: RunWatcher;
  readonly #logger: LoggerService;
  readonly #looks = new Map<string, Promise<LiveRun | undefined>>();

  constructor(deps: {
    temporal: TemporalNamespaces;
    watcher: RunWatcher;
    logger: LoggerService;
  }) {
    this.#temporal = deps.temporal;
    this.#watcher = deps.watcher;
    this.#logger = deps.logger;
  }

  /** `undefined` when it is over, has not begun, or can't be asked. */
  async of(run: LedgerRun): Promise<LiveRun | undefined> {
    if (run.closedAt || !beganIn(run)) return undefined;
    const watched = this.#watcher.live(run);
    if (watched) return watched;
    const key = `${run.id}/${run.attempt}`;
    const known = this.#looks.get(key);
    if (known) return known;
    const look = this.#look(run).finally(() => this.#looks.delete(key));
    this.#looks.set(key, look);
    return look;
  }

  async #look(run: LedgerRun): Promise<LiveRun | undefined> {
    try {
      return await new RunView(this.#temporal.of(run), run).read();
    } catch (error) {
      const told = isUnreachable(error) ? 'debug' : 'warn';
      aboutRun(this.#logger, run.id)[told](
        `Could not look at run ${run.id}: ${reasonOf(error)}`,
      );
      return undefined;
    }
  }
}
