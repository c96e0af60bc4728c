import { isNotFound } from '../temporal/errors';
import { RunView } from '../temporal/RunView';
import { firstExecutionOf, NotOursError } from '../temporal/startWorkflow';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import type { AttemptOpener } from './AttemptOpener';
import { beganIn } from './RunAttempt';
import type { LedgerRun, RunLedger } from './RunLedger';

/** Brings one row of the ledger up to what Temporal says. */
export class RunSettler {
  readonly #temporal: TemporalNamespaces;
  readonly #ledger: RunLedger;
  readonly #opener: AttemptOpener;

  constructor(deps: {
    temporal: TemporalNamespaces;
    ledger: RunLedger;
    opener: AttemptOpener;
  }) {
    this.#temporal = deps.temporal;
    this.#ledger = deps.ledger;
    this.#opener = deps.opener;
  }

  /**
   * Asks Temporal about an unfinished run and writes what it learned.
   * @returns whether the run is over
   */
  async settle(run: LedgerRun): Promise<boolean> {
    const { retry } = run;
    if (retry && !beganIn(run)) return this.#opener.resume({ ...run, retry });
    try {
      return await this.#settleFound(run);
    } catch (error) {
      const missing = isNotFound(error) || error instanceof NotOursError;
      if (!missing) throw error;
      return this.#settleMissing(run);
    }
  }

  async #settleFound(run: LedgerRun): Promise<boolean> {
    if (run.firstExecutionRunId === undefined) {
      const first = await firstExecutionOf(this.#temporal.of(run), run);
      await this.#ledger.started(run.id, first);
      const found = await this.#ledger.get(run.id);
      return found && !found.closedAt ? this.#settleFound(found) : true;
    }
    const live = await new RunView(this.#temporal.of(run), run).glance();
    if (live.outcome) {
      await this.#ledger.close(run, live.outcome);
      return true;
    }
    await this.#ledger.observe(run, { ...live, pageChanged: false });
    return false;
  }

  async #settleMissing(run: LedgerRun): Promise<boolean> {
    // "Not found" is also what a missing namespace answers.
    await this.#temporal.of(run).checkNamespace();
    const now = new Date();
    const mayStillStart = run.leaseUntil > now || run.startBy > now;
    const neverSeen = run.firstExecutionRunId === undefined;
    if (neverSeen && mayStillStart) return false;
    const failure = neverSeen
      ? {
          type: 'NotStarted',
          message:
            'Temporal was asked, but never started it. Run the action again',
        }
      : {
          type: 'Lost',
          message:
            'Temporal no longer knows this run, so how it ended is not known',
        };
    const end = { closedAt: now, timeline: run.timeline ?? [], failure };
    await this.#ledger.close(run, { ...end, status: 'failed' });
    return true;
  }
}
