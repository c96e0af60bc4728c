import {
  initiatorRef,
  type AdmissionRequest,
  type AuditPage,
  type AuthorizationRequest,
  type Decision,
  type ExportAuditRequest,
  type FollowRunsRequest,
  type Guarded,
  type ListRunsRequest,
  type OfferedActions,
  type ReadAuditRequest,
  type Run,
  type RunDetail,
  type RunPage,
  type RunPayloads,
  type StartRunRequest,
  type StopRunRequest,
  type StopVerb,
} from 'backstage-plugin-temporal-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { decided } from '../policy/decided';
import { about } from '../audit/about';
import { inputSchemaOf } from '../actions/ActionInputs';
import type { Caller } from '../identity/Caller';
import { AuditGuard, type SendRecords } from './AuditGuard';
import { FollowGuard } from './FollowGuard';
import { payloadsOf, presentDetail, presentRun } from './presentRun';
import type { House } from './House';
import type { Followed } from './RunFollower';
import { RunSight, type SeenRun } from './RunSight';
import type { RunService } from './RunService';
import { WorkerGuard } from './WorkerGuard';

/** The guard: decides, records, passes on. */
export class GuardedRunService implements RunService {
  readonly #house: House;
  readonly #sight: RunSight;
  readonly #following: FollowGuard;
  readonly #workers: WorkerGuard;
  readonly #auditing: AuditGuard;

  constructor(house: House) {
    this.#house = house;
    this.#sight = new RunSight(house);
    this.#following = new FollowGuard(this.#sight, house.follower);
    this.#workers = new WorkerGuard(house);
    this.#auditing = new AuditGuard(house);
  }

  async offer(entityRef: string, caller: Caller): Promise<OfferedActions> {
    const { actions, policy } = this.#house;
    const unavailable = this.#house.unavailable();
    const { target, who } = await this.#sight.target(entityRef, caller);
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
    const { audit, limit, planner, policy, starter } = this.#house;
    const meta = { action: request.action, target: request.entityRef };
    return audit.record({ event: 'run-start', caller, meta }, async note => {
      await limit.take(caller.initiator);
      const [plan, who] = await Promise.all([
        planner.plan(request, caller),
        decided(policy.identify(caller)),
      ]);
      const { action, target } = plan;
      const [decision] = await decided(policy.mayStart(who, target, [action]));
      note.allow(decision);
      const draft = await planner.draft(plan, request, caller);
      note.add({ inputDigest: draft.inputDigest });
      const { run, created } = await starter.start(draft);
      note.add({ run: run.id, repeated: !created });
      return { run: presentRun(run, true), created };
    });
  }

  async list(request: ListRunsRequest, caller: Caller): Promise<RunPage> {
    const { ledger, policy } = this.#house;
    const { entityRef, limit, cursor } = request;
    const { target, who, visible } = await this.#sight.runsOn(
      entityRef,
      caller,
    );
    const targetRef = stringifyEntityRef(target);
    const { criteria } = visible;
    const page = await ledger.list({ targetRef, limit, cursor, criteria });
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
    const { live, policy, uiAddress } = this.#house;
    const seen = await this.#sight.run(runId, caller);
    const { run, target, who } = seen;
    return presentDetail(run, {
      live: await live.of(run),
      payloads: await this.#payloads(seen, caller),
      mayStop: await decided(policy.mayStop(who, run, target)),
      uiAddress,
    });
  }

  async stop(
    runId: string,
    { verb, reason }: StopRunRequest & { readonly verb: StopVerb },
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

  follow(
    request: FollowRunsRequest,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Followed>> {
    return this.#following.follow(request, caller, signal);
  }

  admit(request: AdmissionRequest, caller: Caller): Promise<void> {
    return this.#workers.admit(request, caller);
  }

  authorize(request: AuthorizationRequest, caller: Caller): Promise<Decision> {
    return this.#workers.authorize(request, caller);
  }

  readAudit(request: ReadAuditRequest, caller: Caller): Promise<AuditPage> {
    return this.#auditing.read(request, caller);
  }

  exportAudit(
    request: ExportAuditRequest,
    caller: Caller,
    send: SendRecords,
  ): Promise<void> {
    return this.#auditing.export(request, caller, send);
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
    if (own) return shown;
    const meta = about(run);
    const attempt = { event: 'inputs-read', caller, meta } as const;
    return audit.record(attempt, async note => {
      note.allow(decision);
      return shown;
    });
  }
}
