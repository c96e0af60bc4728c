import {
  initiatorRef,
  type Decision,
  type Guarded,
  type RunDetail,
  type RunPayloads,
} from 'backstage-plugin-temporal-common';
import { about } from '../audit/about';
import type { Caller } from '../identity/Caller';
import { decided } from '../policy/decided';
import type { House } from './House';
import { payloadsOf, smallPayloadsOf } from './payloadsOf';
import { presentDetail } from './presentRun';
import type { QuestionGuard } from './QuestionGuard';
import type { LedgerRun } from './RunLedger';
import type { SteeringGuard } from './SteeringGuard';
import type { RunSight, SeenRun } from './RunSight';

interface Look {
  readonly seen: SeenRun;
  readonly caller: Caller;
  readonly decision: Decision;
}

/** The guard for a run's own page: a look at others' inputs is recorded. */
export class DetailGuard {
  readonly #house: House;
  readonly #sight: RunSight;
  readonly #asking: QuestionGuard;
  readonly #steering: SteeringGuard;

  constructor(
    house: House,
    guards: {
      readonly sight: RunSight;
      readonly asking: QuestionGuard;
      readonly steering: SteeringGuard;
    },
  ) {
    this.#house = house;
    this.#sight = guards.sight;
    this.#asking = guards.asking;
    this.#steering = guards.steering;
  }

  async read(runId: string, caller: Caller): Promise<RunDetail> {
    const { live, temporal } = this.#house;
    const seen = await this.#sight.run(runId, caller);
    const { run } = seen;
    const payloads = await this.#payloads(seen, caller);
    return presentDetail(run, {
      live: await live.of(run),
      payloads,
      steering: await this.#steering.of(seen, payloads.visible),
      mayWithdraw: await this.#asking.mayWithdraw(seen),
      questions: await this.#asking.of(seen, payloads.visible),
      uiAddress: temporal.uiOf(run),
    });
  }

  /** All that went in and came out, for who wants to see what is large. */
  payloads(runId: string, caller: Caller): Promise<RunPayloads> {
    return this.look(runId, caller, payloadsOf);
  }

  /**
   * Looks at something of what went into a run and came out of it.
   * @throws NotFoundError, NotAllowedError
   */
  async look<T>(
    runId: string,
    caller: Caller,
    look: (run: LedgerRun) => T | Promise<T>,
  ): Promise<T> {
    const seen = await this.#sight.run(runId, caller);
    const decision = await this.#maySeePayloads(seen);
    return this.#recorded({ seen, caller, decision }, look);
  }

  async #payloads(
    seen: SeenRun,
    caller: Caller,
  ): Promise<Guarded<RunPayloads>> {
    const decision = await this.#maySeePayloads(seen);
    if (!decision.allowed) return { visible: false, decision };
    const look = { seen, caller, decision };
    const value = await this.#recorded(look, smallPayloadsOf);
    return { visible: true, value };
  }

  #maySeePayloads({ run, target, who }: SeenRun): Promise<Decision> {
    return decided(this.#house.policy.maySeePayloads(who, run, target));
  }

  /** A look at others' inputs, or being refused one, leaves one record. */
  async #recorded<T>(
    { seen, caller, decision }: Look,
    look: (run: LedgerRun) => T | Promise<T>,
  ): Promise<T> {
    const { run } = seen;
    const own = initiatorRef(caller.initiator) === initiatorRef(run.initiator);
    if (own && run.verified && decision.allowed) {
      return look(run);
    }
    const meta = about(run);
    const attempt = { event: 'inputs-read', caller, meta } as const;
    return this.#house.audit.record(attempt, async note => {
      note.allow(decision);
      return look(run);
    });
  }
}
