import {
  initiatorRef,
  type StartRunRequest,
} from 'backstage-plugin-temporal-common';
import type { Note } from '../audit/Attempt';
import type { Caller } from '../identity/Caller';
import { decided } from '../policy/decided';
import { Turns } from '../questions/Turns';
import type { House } from './House';
import { presentRun } from './presentRun';

/**
 * Of one caller's starts. To decide takes several questions to the catalog and
 * the permission framework; a burst must leave others their turn.
 */
const DECIDED_AT_ONCE = 4;

/** The guard for starts. */
export class StartGuard {
  readonly #house: House;
  readonly #deciding = new Turns(DECIDED_AT_ONCE);

  constructor(house: House) {
    this.#house = house;
  }

  async start(request: StartRunRequest, caller: Caller) {
    const { audit, limit, starter } = this.#house;
    const meta = { action: request.action, target: request.entityRef };
    return audit.record({ event: 'run-start', caller, meta }, async note => {
      await limit.take(caller.initiator);
      const draft = await this.#deciding.take(
        initiatorRef(caller.initiator),
        () => this.#decide(request, caller, note),
      );
      const { approval, inputDigest, reason } = draft;
      note.add({ inputDigest, reason, approval: approval?.required });
      const { run, created } = await starter.start(draft);
      note.add({ run: run.id, repeated: !created });
      return { run: presentRun(run, true), created };
    });
  }

  async #decide(request: StartRunRequest, caller: Caller, note: Note) {
    const { planner, policy } = this.#house;
    const [plan, who] = await Promise.all([
      planner.plan(request, caller),
      decided(policy.identify(caller)),
    ]);
    const { action, target } = plan;
    const [decision] = await decided(policy.mayStart(who, target, [action]));
    note.allow(decision);
    return planner.draft(plan, request, caller);
  }
}
