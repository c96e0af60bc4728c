import { isNotFound } from '../temporal/errors';
import { RunView } from '../temporal/RunView';
import { firstExecutionOf, NotOursError } from '../temporal/startWorkflow';
import type { TemporalConnection } from '../temporal/TemporalConnection';
import type { LedgerRun, RunLedger } from './RunLedger';

/** Brings one row of the ledger up to what Temporal says. */
export class RunSettler {
  readonly #temporal: TemporalConnection;
  readonly #ledger: RunLedger;

  constructor(deps: { temporal: TemporalConnection; ledger: RunLedger }) {
    this.#temporal = deps.temporal;
    this.#ledger = deps.ledger;
  }

  /**
   * Asks Temporal about an unfinished run and writes what it learned.
   * @returns whether the run is over
   */
  async settle(run: LedgerRun): Promise<boolean> {
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
      const first = await firstExecutionOf(this.#temporal, run);
      await this.#ledger.started(run.id, first);
      const found = await this.#ledger.get(run.id);
      return found && !found.closedAt ? this.#settleFound(found) : true;
    }
    const live = await new RunView(this.#temporal, run).glance();
    if (live.outcome) {
      await this.#ledger.close(run.id, live.outcome);
      return true;
    }
    await this.#ledger.observe(run.id, { ...live, pageChanged: false });
    return false;
  }

  async #settleMissing(run: LedgerRun): Promise<boolean> {
    // "Not found" is also what a missing namespace answers.
    await this.#temporal.checkNamespace();
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
    await this.#ledger.close(run.id, { ...end, status: 'failed' });
    return true;
  }
}
