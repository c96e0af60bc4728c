import {
  initiatorRef,
  type Guarded,
  type RunDetail,
  type RunPayloads,
} from 'backstage-plugin-temporal-common';
import { about } from '../audit/about';
import type { Caller } from '../identity/Caller';
import { decided } from '../policy/decided';
import type { House } from './House';
import { payloadsOf, presentDetail } from './presentRun';
import type { QuestionGuard } from './QuestionGuard';
import type { SteeringGuard } from './SteeringGuard';
import type { RunSight, SeenRun } from './RunSight';

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
    const { live, uiAddress } = this.#house;
    const seen = await this.#sight.run(runId, caller);
    const { run } = seen;
    const payloads = await this.#payloads(seen, caller);
    return presentDetail(run, {
      live: await live.of(run),
      payloads,
      steering: await this.#steering.of(seen, payloads.visible),
      mayWithdraw: await this.#asking.mayWithdraw(seen),
      questions: await this.#asking.of(seen, payloads.visible),
      uiAddress,
    });
  }

  async #payloads(
    seen: SeenRun,
    caller: Caller,
  ): Promise<Guarded<RunPayloads>> {
    const { audit, policy } = this.#house;
    const { run, target, who } = seen;
    const decision = await decided(policy.maySeePayloads(who, run, target));
    if (!decision.allowed) return { visible: false, decision };
    const shown = { visible: true, value: payloadsOf(run) } as const;
    const own = initiatorRef(caller.initiator) === initiatorRef(run.initiator);
    if (own && run.verified) return shown;
    const meta = about(run);
    const attempt = { event: 'inputs-read', caller, meta } as const;
    return audit.record(attempt, async note => {
      note.allow(decision);
      return shown;
    });
  }
}
