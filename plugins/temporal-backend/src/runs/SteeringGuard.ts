import { ConflictError, NotImplementedError } from '@backstage/errors';
import {
  initiatorRef,
  type RetryRunRequest,
  type Run,
  type RunDetail,
} from 'backstage-plugin-temporal-common';
import { about } from '../audit/about';
import type { Note } from '../audit/Attempt';
import type { Caller } from '../identity/Caller';
import { decided } from '../policy/decided';
import { noWayBack } from '../policy/steeringDenials';
import { unavailable } from '../temporal/errors';
import type { House } from './House';
import { presentAttempts } from './presentAttempts';
import { presentRun, type Steering } from './presentRun';
import { isRetried, RetryOffers } from './RetryOffers';
import { stale, type AskedRetry } from './RunRetrier';
import { beganIn } from './RunAttempt';
import type { LedgerRun } from './RunLedger';
import type { PauseRequest, StopRequest } from './RunService';
import type { RunSight, SeenRun } from './RunSight';

/** The guard for stopping, pausing and retrying. */
export class SteeringGuard {
  readonly #house: House;
  readonly #sight: RunSight;
  readonly #offers: RetryOffers;

  constructor(house: House, sight: RunSight) {
    this.#house = house;
    this.#sight = sight;
    this.#offers = new RetryOffers(house);
  }

  async stop(
    runId: string,
    { verb, reason }: StopRequest,
    caller: Caller,
  ): Promise<Run> {
    const { audit, policy, stopper } = this.#house;
    const event = `run-${verb}` as const;
    const meta = { run: runId, reason };
    return audit.record({ event, caller, meta }, async note => {
      const { run, target, who } = await this.#sight.find(runId, caller);
      note.add(about(run));
      const decisions = await decided(policy.mayStop(who, run, target));
      note.allow(decisions[verb]);
      const by = initiatorRef(caller.initiator);
      // Whoever may stop it may see what went in.
      return presentRun(await stopper.stop(run, { verb, by, reason }), true);
    });
  }

  async pause(
    runId: string,
    { verb, reason }: PauseRequest,
    caller: Caller,
  ): Promise<Run> {
    const { audit, policy, pauser } = this.#house;
    const event = `run-${verb}` as const;
    const meta = { run: runId, reason };
    return audit.record({ event, caller, meta }, async note => {
      const { run, target, who } = await this.#sight.find(runId, caller);
      note.add(about(run));
      note.allow(await decided(policy.mayPause(who, run, target)));
      await this.#assertAble(run);
      const by = initiatorRef(caller.initiator);
      // Whoever may pause it may see what went in.
      return presentRun(await pauser.pause(run, { verb, by, reason }), true);
    });
  }

  async retry(
    runId: string,
    request: RetryRunRequest,
    caller: Caller,
  ): Promise<Run> {
    const { audit, ledger, limit } = this.#house;
    const { attempt, reason } = request;
    const meta = { run: runId, reason, attempt };
    return audit.record({ event: 'run-retry', caller, meta }, async note => {
      await limit.take(caller.initiator);
      const seen = await this.#sight.find(runId, caller);
      note.add(about(seen.run));
      const by = caller.initiator;
      try {
        return presentRun(
          await this.#retry(seen, { by, reason, attempt }, note),
          false,
        );
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        const now = (await ledger.get(runId)) ?? seen.run;
        throw Object.assign(error, { run: presentRun(now, false) });
      }
    });
  }

  /** What a run's page offers, and what was made of it before. */
  async of(seen: SeenRun, inFull: boolean): Promise<Steering> {
    const { attempts, policy } = this.#house;
    const { run, target, who } = seen;
    const past = await attempts.past(run.id);
    const mayStop = await decided(policy.mayStop(who, run, target));
    return {
      mayStop: run.closedAt ? undefined : mayStop,
      mayRetry: await this.#offers.of(seen),
      mayPause: await this.#mayPause(seen),
      attempts: presentAttempts(run, past, inFull),
    };
  }

  async #retry(
    seen: SeenRun,
    asked: Pick<AskedRetry, 'by' | 'reason'> & { readonly attempt: number },
    note: Note,
  ): Promise<LedgerRun> {
    const { attempt, ...who } = asked;
    if (seen.run.attempt !== attempt) throw stale(seen.run);
    note.allow(await this.#offers.decide(seen));
    const run = await this.#house.retrier.settled(seen.run);
    if (!isRetried(run)) {
      throw new ConflictError(
        `Run ${run.id} did not end without success (${run.status}); there is nothing to retry`,
      );
    }
    const planned = await this.#house.plans.now(run).catch(error => {
      throw unavailable('Nothing was retried', error);
    });
    if ('refused' in planned) {
      throw new ConflictError(noWayBack(planned.refused).reason);
    }
    note.add({ from: planned.plan.from });
    return this.#house.retrier.retry(run, { ...who, ...planned });
  }

  async #assertAble(run: LedgerRun): Promise<void> {
    if (await this.#house.pauseAbility.in(run)) return;
    throw new NotImplementedError(
      'This Temporal server does not pause workflows; those that do are of version 1.32 or later, and have it switched on (frontend.WorkflowPauseEnabled)',
    );
  }

  async #mayPause({
    run,
    target,
    who,
  }: SeenRun): Promise<RunDetail['mayPause']> {
    const { pauseAbility, policy } = this.#house;
    if (run.closedAt || !beganIn(run) || run.status === 'unknown') {
      return undefined;
    }
    if (!(await pauseAbility.in(run))) return undefined;
    return {
      verb: run.status === 'paused' ? 'unpause' : 'pause',
      decision: await decided(policy.mayPause(who, run, target)),
    };
  }
}
