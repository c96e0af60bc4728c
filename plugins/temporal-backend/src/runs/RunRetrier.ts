import { ConflictError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Initiator, RetryPlan } from 'backstage-plugin-temporal-common';
import { unavailable } from '../temporal/errors';
import type { AttemptOpener } from './AttemptOpener';
import { LEASE_MS } from './RunStarter';
import { beganIn, type ResetPoint } from './RunAttempt';
import type { RunAttempts } from './RunAttempts';
import type { LedgerRun, RunLedger } from './RunLedger';
import type { RunSettler } from './RunSettler';
import { standInLine } from './standInLine';

/** Who asks for another attempt, why, and where it goes on. */
export interface AskedRetry {
  readonly by: Initiator;
  readonly reason: string;
  readonly plan: RetryPlan;
  readonly point: ResetPoint;
}

/** Retries runs, each attempt once. */
export class RunRetrier {
  readonly #ledger: RunLedger;
  readonly #attempts: RunAttempts;
  readonly #opener: AttemptOpener;
  readonly #settler: RunSettler;
  readonly #logger: LoggerService;

  constructor(deps: {
    ledger: RunLedger;
    attempts: RunAttempts;
    opener: AttemptOpener;
    settler: RunSettler;
    logger: LoggerService;
  }) {
    this.#ledger = deps.ledger;
    this.#attempts = deps.attempts;
    this.#opener = deps.opener;
    this.#settler = deps.settler;
    this.#logger = deps.logger;
  }

  /** The run as Temporal has it: it may be over without our knowing. */
  async settled(run: LedgerRun): Promise<LedgerRun> {
    if (run.closedAt || !beganIn(run)) return run;
    try {
      await this.#settler.settle(run);
    } catch (error) {
      throw unavailable('Nothing was retried', error);
    }
    return this.#now(run);
  }

  /**
   * Opens the run for another attempt, then asks Temporal.
   * @returns the run as it is afterwards
   * @throws ConflictError if it is in another attempt by now, or another run
   *   holds the target
   * @throws ServiceUnavailableError that says whether it may go on
   */
  async retry(run: LedgerRun, asked: AskedRetry): Promise<LedgerRun> {
    const now = Date.now();
    const leaseUntil = new Date(now + LEASE_MS);
    const retry = { ...asked, at: new Date(now).toISOString() };
    const opened = await this.#attempts.reopen(run, retry, leaseUntil);
    switch (opened.outcome) {
      case 'reopened':
        await this.#opener.open({ ...opened.run, retry });
        return this.#now(run);
      case 'held':
        return this.#standInLine(run, asked);
      default:
        throw stale(await this.#now(run));
    }
  }

  async #standInLine(run: LedgerRun, asked: AskedRetry): Promise<LedgerRun> {
    const { action, target } = run;
    const open = await this.#ledger.unfinishedOn(target.entityRef, action.ref);
    const holder = open.find(one => one.onePerTarget);
    if (!holder) return this.retry(run, asked);
    const parts = { settler: this.#settler, logger: this.#logger };
    await standInLine(parts, holder, run);
    return this.retry(run, asked);
  }

  async #now(run: LedgerRun): Promise<LedgerRun> {
    return (await this.#ledger.get(run.id)) ?? run;
  }
}

/** Somebody else was faster, or the page was old. */
export function stale(run: LedgerRun): ConflictError {
  return new ConflictError(
    `Run ${run.id} is in attempt ${run.attempt} by now (${run.status}); look at it again`,
  );
}
