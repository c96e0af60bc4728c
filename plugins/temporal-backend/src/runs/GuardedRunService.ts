import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  initiatorRef,
  type AdmissionRequest,
  type FollowRunsRequest,
  type Guarded,
  type ListRunsRequest,
  type OfferedActions,
  type Run,
  type RunDetail,
  type RunPage,
  type RunPayloads,
  type StartRunRequest,
} from 'backstage-plugin-temporal-common';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { allow, decided } from '../policy/decided';
import { inputSchemaOf } from '../actions/ActionInputs';
import type { Caller } from '../identity/Caller';
import type { KnownCaller } from '../policy/RunPolicy';
import { endingWhen } from './endingWhen';
import { payloadsOf, presentDetail, presentRun } from './presentRun';
import type { House } from './House';
import type { Followed } from './RunFollower';
import type { LedgerRun } from './RunLedger';
import type { RunService } from './RunService';

/** The guard: decides, records, passes on. */
export class GuardedRunService implements RunService {
  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
  }

  async offer(entityRef: string, caller: Caller): Promise<OfferedActions> {
    const { actions, planner, policy } = this.#house;
    const unavailable = this.#house.unavailable();
    const [target, who] = await Promise.all([
      planner.target(entityRef, caller),
      decided(policy.identify(caller)),
    ]);
    const applying = await actions.applyingTo(target);
    const decisions = await decided(policy.mayStart(who, target, applying));
    const items = applying.map((action, i) => ({
      ref: action.ref,
      title: action.title,
      description: action.description,
      group: action.spec.group,
      owner: action.spec.owner,
      input: inputSchemaOf(action),
      confirm: action.spec.confirm,
      decision: decisions[i],
    }));
    return { items, unavailable: await unavailable };
  }

  async start(request: StartRunRequest, caller: Caller) {
    const { audit, planner, policy, starter } = this.#house;
    const meta = { action: request.action, target: request.entityRef };
    return audit.record({ event: 'run-start', caller, meta }, async add => {
      const [plan, who] = await Promise.all([
        planner.plan(request, caller),
        decided(policy.identify(caller)),
      ]);
      const { action, target } = plan;
      const [decision] = await decided(policy.mayStart(who, target, [action]));
      allow(decision);
      const draft = await planner.draft(plan, request, caller);
      add({ inputDigest: draft.inputDigest });
      const { run, created } = await starter.start(draft);
      add({ run: run.id, repeated: !created });
      return { run: presentRun(run, true), created };
    });
  }

  async list(request: ListRunsRequest, caller: Caller): Promise<RunPage> {
    const { ledger, planner, policy } = this.#house;
    await this.#person(caller, { target: request.entityRef });
    const [target, who] = await Promise.all([
      planner.target(request.entityRef, caller),
      decided(policy.identify(caller)),
    ]);
    const targetRef = stringifyEntityRef(target);
    const page = await ledger.list({ ...request, targetRef });
    const items: Run[] = [];
    for (const run of page.items) {
      const inFull =
        run.progress !== undefined &&
        (await decided(policy.maySeePayloads(who, run, target))).allowed;
      items.push(presentRun(run, inFull));
    }
    return { items, nextCursor: page.nextCursor };
  }

  async read(runId: string, caller: Caller): Promise<RunDetail> {
    const { live, uiAddress } = this.#house;
    const seen = await this.#visible(runId, caller);
    return presentDetail(seen.run, {
      live: await live.of(seen.run),
      payloads: await this.#payloads(seen, caller),
      uiAddress,
    });
  }

  async follow(
    request: FollowRunsRequest,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Followed>> {
    const check = () => this.#mayFollow(request, caller);
    await check();
    const ending = endingWhen(signal, {
      expiresAt: caller.credentials.expiresAt,
      denied: check,
    });
    return this.#house.follower.follow(request, ending);
  }

  async admit(request: AdmissionRequest, caller: Caller): Promise<void> {
    const { admission, audit, workers } = this.#house;
    const { namespace, workflowId } = request;
    const meta = { namespace, workflow: workflowId };
    await audit.record({ event: 'run-admit', caller, meta }, async add => {
      const subject = initiatorRef(caller.initiator);
      const bound =
        caller.initiator.kind === 'service' &&
        workers.get(subject)?.has(namespace);
      if (!bound) {
        throw new NotAllowedError(
          `${subject} may not have runs admitted in namespace ${namespace}; an administrator adds it to temporal.workers`,
        );
      }
      const run = await admission.admit(request);
      add({ run: run.id, initiator: initiatorRef(run.initiator) });
    });
  }

  async #mayFollow(request: FollowRunsRequest, caller: Caller): Promise<void> {
    await this.#person(caller, { ...request });
    if (request.entityRef) {
      await this.#house.planner.target(request.entityRef, caller);
    }
    if (request.runId) await this.#visible(request.runId, caller);
  }

  /** Machines look at nothing yet; their denial is recorded like any other. */
  async #person(caller: Caller, meta: Record<string, string | number>) {
    if (caller.initiator.kind === 'user') return;
    const { subject } = caller.initiator;
    const reason = `${subject} is a machine, and no machine may look at runs`;
    await this.#deny(caller, meta, reason);
  }

  async #visible(runId: string, caller: Caller) {
    const { ledger, planner, policy } = this.#house;
    const run = await ledger.get(runId);
    if (!run) {
      throw new NotFoundError(`There is no run ${runId}, or it was discarded`);
    }
    const [target, who] = await Promise.all([
      planner.findTarget(run.target.entityRef, caller),
      decided(policy.identify(caller)),
    ]);
    const decision = await decided(policy.maySee(who, run, target));
    if (!decision.allowed) {
      await this.#deny(caller, { run: runId }, decision.reason);
    }
    return { run, target, who };
  }

  async #deny(
    caller: Caller,
    meta: Record<string, string | number>,
    reason: string,
  ): Promise<never> {
    const { audit } = this.#house;
    return audit.record({ event: 'access-denied', caller, meta }, async () => {
      throw new NotAllowedError(reason);
    });
  }

  async #payloads(
    seen: { run: LedgerRun; target: Entity | undefined; who: KnownCaller },
    caller: Caller,
  ): Promise<Guarded<RunPayloads>> {
    const { audit, policy } = this.#house;
    const { run, target, who } = seen;
    const decision = await decided(policy.maySeePayloads(who, run, target));
    if (!decision.allowed) return { visible: false, decision };
    const shown = { visible: true, value: payloadsOf(run) } as const;
    const own = initiatorRef(caller.initiator) === initiatorRef(run.initiator);
    if (own) return shown;
    const meta = { run: run.id, target: run.target.entityRef };
    return audit.record(
      { event: 'inputs-read', caller, meta },
      async () => shown,
    );
  }
}
