import type { LoggerService } from '@backstage/backend-plugin-api';
import { aboutRun } from '../telemetry/aboutRun';
import { isUnreachable, reasonOf } from '../temporal/errors';
import type { LiveRun } from '../temporal/LiveRun';
import { RunView } from '../temporal/RunView';
import type { TemporalConnection } from '../temporal/TemporalConnection';
import type { LedgerRun } from './RunLedger';
import type { RunWatcher } from './RunWatcher';

/**
 * What Temporal shows of unfinished runs: from the watcher where one follows
 * the run, else by one look that all who ask meanwhile share.
 */
export class LiveRuns {
  readonly #temporal: TemporalConnection;
  readonly #watcher: RunWatcher;
  readonly #logger: LoggerService;
  readonly #looks = new Map<string, Promise<LiveRun | undefined>>();

  constructor(deps: {
    temporal: TemporalConnection;
    watcher: RunWatcher;
    logger: LoggerService;
  }) {
    this.#temporal = deps.temporal;
    this.#watcher = deps.watcher;
    this.#logger = deps.logger;
  }

  /** `undefined` when it is over, has not begun, or can't be asked. */
  async of(run: LedgerRun): Promise<LiveRun | undefined> {
    if (run.closedAt || !run.firstExecutionRunId) return undefined;
    const watched = this.#watcher.live(run.id);
    if (watched) return watched;
    const known = this.#looks.get(run.id);
    if (known) return known;
    const look = this.#look(run).finally(() => this.#looks.delete(run.id));
    this.#looks.set(run.id, look);
    return look;
  }

  async #look(run: LedgerRun): Promise<LiveRun | undefined> {
    try {
      return await new RunView(this.#temporal, run).read();
    } catch (error) {
      const told = isUnreachable(error) ? 'debug' : 'warn';
      aboutRun(this.#logger, run.id)[told](
        `Could not look at run ${run.id}: ${reasonOf(error)}`,
      );
      return undefined;
    }
  }
}
