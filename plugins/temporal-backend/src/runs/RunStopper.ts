import { ConflictError } from '@backstage/errors';
import type { StopVerb } from 'backstage-plugin-temporal-common';
import { unavailable } from '../temporal/errors';
import { stopWorkflow } from '../temporal/stopWorkflow';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import { beganIn } from './RunAttempt';
import type { LedgerRun, RunLedger } from './RunLedger';
import type { RunSettler } from './RunSettler';

/** Stops runs, in the name of who asked. */
export class RunStopper {
  readonly #temporal: TemporalNamespaces;
  readonly #ledger: RunLedger;
  readonly #settler: RunSettler;

  constructor(deps: {
    temporal: TemporalNamespaces;
    ledger: RunLedger;
    settler: RunSettler;
  }) {
    this.#temporal = deps.temporal;
    this.#ledger = deps.ledger;
    this.#settler = deps.settler;
  }

  /**
   * @returns the run as it is afterwards: stopping, or over
   * @throws ConflictError if it is over, or Temporal has not started it yet
   * @throws ServiceUnavailableError if Temporal can't be asked
   */
  async stop(
    run: LedgerRun,
    stop: {
      readonly verb: StopVerb;
      readonly by: string;
      readonly reason: string;
    },
  ): Promise<LedgerRun> {
    if (!beganIn(run) && !run.closedAt) {
      throw new ConflictError(
        `Temporal has not confirmed yet that it started run ${run.id}; try again in a moment`,
      );
    }
    try {
      // Temporal says yes to cancelling what is over: find out first.
      if (run.closedAt || (await this.#settler.settle(run))) {
        throw over((await this.#ledger.get(run.id)) ?? run);
      }
      await stopWorkflow(this.#temporal.of(run), run, stop);
    } catch (error) {
      if (error instanceof ConflictError) throw error;
      throw unavailable(`Run ${run.id} goes on`, error);
    }
    await this.#ledger.stopped(run.id, {
      ...stop,
      at: new Date().toISOString(),
    });
    if (stop.verb === 'terminate') await this.#settler.settle(run);
    return (await this.#ledger.get(run.id)) ?? run;
  }
}

function over(run: LedgerRun): ConflictError {
  return new ConflictError(
    `Run ${run.id} is over (${run.status}); there is nothing to stop`,
  );
}
