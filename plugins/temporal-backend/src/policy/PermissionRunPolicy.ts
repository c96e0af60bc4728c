import type { PermissionsService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  auditReadPermission,
  runStartPermission,
  type Decision,
  type Guarded,
  type StopVerb,
} from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';
import type { StoredQuestion } from '../questions/StoredQuestion';
import type { ListedRun } from '../runs/ListedRun';
import type { LedgerRun } from '../runs/RunLedger';
import { notPermitted } from './denials';
import { permissionOf, RunPermissions, type RunRight } from './RunPermissions';
import type { Asker, KnownCaller, RunPolicy } from './RunPolicy';
import { factsOf } from './runRules';
import { amongBoth, type VisibleRuns } from './VisibleRuns';

/**
 * Backstage's permission framework on top of another policy. It can only
 * narrow: it turns a yes into a no, never a no into a yes. It is asked for
 * people who are present. Not for machines, which it lets through as service
 * principals; nor for the initiator of a run that asks again, since it can't be
 * asked for somebody absent.
 */
export class PermissionRunPolicy implements RunPolicy {
  readonly #inner: RunPolicy;
  readonly #permissions: PermissionsService;

  constructor(inner: RunPolicy, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
  }

  async identify(asker: Asker): Promise<KnownCaller> {
    const known = await this.#inner.identify(asker);
    if ('rights' in known || !asker.credentials) return known;
    const permissions = new RunPermissions(
      this.#permissions,
      asker.credentials,
    );
    return { ...known, permissions };
  }

  async mayStart(
    who: KnownCaller,
    target: Entity,
    actions: readonly Action[],
  ): Promise<readonly Decision[]> {
    const resourceRef = stringifyEntityRef(target);
    const request = { permission: runStartPermission, resourceRef };
    const [decisions, permitted] = await Promise.all([
      this.#inner.mayStart(who, target, actions),
      permissionsOf(who)?.permit(request) ?? true,
    ]);
    const name = runStartPermission.name;
    return decisions.map(decision => narrowed(decision, permitted, name));
  }

  async maySeePayloads(
    who: KnownCaller,
    run: ListedRun,
    target: Entity | undefined,
  ): Promise<Decision> {
    const decision = await this.#inner.maySeePayloads(who, run, target);
    return this.#ofRun(decision, 'readInputs', { who, run });
  }

  maySeeRunsOn(who: KnownCaller, target: Entity): Promise<Decision> {
    return this.#inner.maySeeRunsOn(who, target);
  }

  async visibleRuns(who: KnownCaller): Promise<Guarded<VisibleRuns>> {
    return this.#readable(await this.#inner.visibleRuns(who), who);
  }

  async visibleAnywhere(who: KnownCaller): Promise<Guarded<VisibleRuns>> {
    return this.#readable(await this.#inner.visibleAnywhere(who), who);
  }

  async maySee(
    who: KnownCaller,
    run: ListedRun,
    target: Entity | undefined,
  ): Promise<Decision> {
    const decision = await this.#inner.maySee(who, run, target);
    return this.#ofRun(decision, 'read', { who, run });
  }

  async mayStop(
    who: KnownCaller,
    run: LedgerRun,
    target: Entity | undefined,
  ): Promise<Readonly<Record<StopVerb, Decision>>> {
    const { cancel, terminate } = await this.#inner.mayStop(who, run, target);
    return {
      cancel: await this.#ofRun(cancel, 'cancel', { who, run }),
      terminate: await this.#ofRun(terminate, 'terminate', { who, run }),
    };
  }

  async mayRetry(
    who: KnownCaller,
    run: LedgerRun,
    plan: { readonly target: Entity; readonly action: Action },
  ): Promise<Decision> {
    const decision = await this.#inner.mayRetry(who, run, plan);
    if (!decision.allowed) return decision;
    const [start] = await this.mayStart(who, plan.target, [plan.action]);
    return this.#ofRun(start, 'retry', { who, run });
  }

  async mayPause(
    who: KnownCaller,
    run: LedgerRun,
    target: Entity | undefined,
  ): Promise<Decision> {
    const decision = await this.#inner.mayPause(who, run, target);
    return this.#ofRun(decision, 'pause', { who, run });
  }

  async mayAnswer(
    who: KnownCaller,
    run: ListedRun,
    question: Pick<StoredQuestion, 'kind' | 'who'>,
  ): Promise<Decision> {
    const decision = await this.#inner.mayAnswer(who, run, question);
    return this.#ofRun(decision, 'answer', { who, run });
  }

  async mayWithdraw(who: KnownCaller, run: LedgerRun): Promise<Decision> {
    const decision = await this.#inner.mayWithdraw(who, run);
    return this.#ofRun(decision, 'withdraw', { who, run });
  }

  async mayReadAudit(who: KnownCaller): Promise<Decision> {
    const decision = await this.#inner.mayReadAudit(who);
    const permission = auditReadPermission;
    if (!decision.allowed) return decision;
    const permitted =
      (await permissionsOf(who)?.permit({ permission })) ?? true;
    return narrowed(decision, permitted, permission.name);
  }

  async #readable(
    inner: Guarded<VisibleRuns>,
    who: KnownCaller,
  ): Promise<Guarded<VisibleRuns>> {
    const permissions = permissionsOf(who);
    if (!inner.visible || !permissions) return inner;
    const visible = await permissions.visible();
    return visible
      ? { visible: true, value: amongBoth(inner.value, visible) }
      : { visible: false, decision: notPermitted(permissionOf('read')) };
  }

  async #ofRun(
    decision: Decision,
    right: RunRight,
    { who, run }: { who: KnownCaller; run: ListedRun },
  ): Promise<Decision> {
    const permissions = permissionsOf(who);
    if (!decision.allowed || !permissions) return decision;
    const permitted = await permissions.allow(right, factsOf(run));
    return narrowed(decision, permitted, permissionOf(right));
  }
}

function permissionsOf(who: KnownCaller): RunPermissions | undefined {
  return 'rights' in who ? undefined : who.permissions;
}

function narrowed(
  decision: Decision,
  permitted: boolean,
  permission: string,
): Decision {
  return decision.allowed && !permitted ? notPermitted(permission) : decision;
}
