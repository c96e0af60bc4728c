import { ConflictError } from '@backstage/errors';
import type { PauseVerb } from 'backstage-plugin-temporal-common';
import { isPrecondition, unavailable } from '../temporal/errors';
import { pauseWorkflow } from '../temporal/pauseWorkflow';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import { beganIn } from './RunAttempt';
import type { LedgerRun, RunLedger } from './RunLedger';
import type { RunPauses } from './RunPauses';
import type { RunSettler } from './RunSettler';

/** Pauses runs and lets them go on, in the name of who asked. */
export class RunPauser {
  readonly #temporal: TemporalNamespaces;
  readonly #ledger: RunLedger;
  readonly #pauses: RunPauses;
  readonly #settler: RunSettler;

  constructor(deps: {
    temporal: TemporalNamespaces;
    ledger: RunLedger;
    pauses: RunPauses;
    settler: RunSettler;
  }) {
    this.#temporal = deps.temporal;
    this.#ledger = deps.ledger;
    this.#pauses = deps.pauses;
    this.#settler = deps.settler;
  }

  /**
   * @returns the run as it is afterwards
   * @throws ConflictError if it is over, or is paused, or not, already
   * @throws ServiceUnavailableError if Temporal can't be asked
   */
  async pause(
    run: LedgerRun,
    pause: {
      readonly verb: PauseVerb;
      readonly by: string;
      readonly reason: string;
    },
  ): Promise<LedgerRun> {
    try {
      await this.#inTemporal(run, pause);
    } catch (error) {
      if (error instanceof ConflictError) throw error;
      if (isPrecondition(error)) {
        throw new ConflictError(
          `Run ${run.id} ${
            pause.verb === 'pause' ? 'is' : 'is not'
          } paused already; look at it again`,
        );
      }
      throw unavailable(`Run ${run.id} is as it was`, error);
    }
    const { by, reason } = pause;
    await (pause.verb === 'pause'
      ? this.#pauses.hold(run, { by, reason, at: new Date().toISOString() })
      : this.#pauses.letGo(run));
    return (await this.#ledger.get(run.id)) ?? run;
  }

  async #inTemporal(
    run: LedgerRun,
    pause: Parameters<RunPauser['pause']>[1],
  ): Promise<void> {
    if (!beganIn(run) && !run.closedAt) {
      throw new ConflictError(
        `Temporal has not confirmed yet that it started run ${run.id}; try again in a moment`,
      );
    }
    const over = run.closedAt || (await this.#settler.settle(run));
    if (over || !(await pauseWorkflow(this.#temporal.of(run), run, pause))) {
      const { status } = (await this.#ledger.get(run.id)) ?? run;
      throw new ConflictError(
        `Run ${run.id} is over (${status}); there is nothing to ${pause.verb}`,
      );
    }
  }
}
