import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { JsonObject } from '@backstage/types';
import {
  admissionRequestSchema,
  digestOf,
  initiatorRef,
  ownersOf,
  type StartRunRequest,
  type StatementClaims,
} from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';
import { randomUUID } from 'node:crypto';
import type { RunInputs, TakenInput } from '../secrets/RunInputs';
import { applies, type Actions } from '../actions/Actions';
import { oneLine } from '../actions/oneLine';
import type { ApprovalDesk } from '../approvals/ApprovalDesk';
import type { OwnCatalog } from '../catalog/OwnCatalog';
import type { Caller } from '../identity/Caller';
import type { Statements } from '../identity/Statements';
import type { NamespaceMap } from '../policy/NamespaceMap';
import type { Place } from '../temporal/Place';
import type { RunDraft } from './RunDraft';
import { targetOf } from './targetOf';

const START_WITHIN_MS = 10 * 60_000;
const LONGEST_TITLE = 200;
const LONGEST_REASON = 500;

/** What a request comes down to, before it is decided. */
export interface RunPlan {
  readonly action: Action;
  readonly target: Entity;
}

/** Makes a request into a run that is ready to be written. */
export class RunPlanner {
  readonly #catalog: CatalogService;
  readonly #own: OwnCatalog;
  readonly #actions: Actions;
  readonly #inputs: RunInputs;
  readonly #statements: Statements;
  readonly #namespaces: NamespaceMap;
  readonly #approvals: ApprovalDesk;

  constructor(deps: {
    catalog: CatalogService;
    own: OwnCatalog;
    actions: Actions;
    runInputs: RunInputs;
    statements: Statements;
    namespaces: NamespaceMap;
    approvalDesk: ApprovalDesk;
  }) {
    this.#catalog = deps.catalog;
    this.#own = deps.own;
    this.#actions = deps.actions;
    this.#inputs = deps.runInputs;
    this.#statements = deps.statements;
    this.#namespaces = deps.namespaces;
    this.#approvals = deps.approvalDesk;
  }

  /**
   * An entity as the caller may see it.
   * @throws NotFoundError if they may not, or there is none
   */
  async target(entityRef: string, caller: Caller): Promise<Entity> {
    const target = await this.findTarget(entityRef, caller);
    if (target) return target;
    throw new NotFoundError(
      `${entityRef} is not in the catalog, or you may not see it`,
    );
  }

  /** @throws ServiceUnavailableError if the catalog can't be asked */
  async findTarget(
    entityRef: string,
    caller: Caller,
  ): Promise<Entity | undefined> {
    const { credentials } = caller;
    try {
      // A machine's restricted token can't be passed on to the catalog; what it
      // may see is what the policy says.
      return caller.initiator.kind === 'service'
        ? await this.#own.entity(entityRef)
        : await this.#catalog.getEntityByRef(entityRef, { credentials });
    } catch (error) {
      throw new ServiceUnavailableError(
        `The catalog could not be asked about ${entityRef}, so nothing was done; try again`,
        error,
      );
    }
  }

  /** @throws NotFoundError, InputError if the action is not for the target */
  async plan(request: StartRunRequest, caller: Caller): Promise<RunPlan> {
    const [target, action] = await Promise.all([
      this.target(request.entityRef, caller),
      this.#actions.get(request.action),
    ]);
    if (!action) {
      throw new NotFoundError(
        `action: there is no ${request.action}, or its definition is wrong; see the actions on the entity's page`,
      );
    }
    if (!applies(action, target)) {
      throw new InputError(
        `action: ${action.title} does not apply to ${request.entityRef}`,
      );
    }
    return { action, target };
  }

  /**
   * Checks and seals the input, settles how it is approved and signs the statement.
   * @throws InputError with `fields`, ConflictError if nobody could approve it
   */
  async draft(
    plan: RunPlan,
    request: StartRunRequest,
    caller: Caller,
  ): Promise<RunDraft> {
    const { action } = plan;
    const runId = randomUUID();
    const given = request.input as JsonObject;
    const taken = await this.#inputs.take(action, given, runId);
    const reason = request.reason && oneLine(request.reason, LONGEST_REASON);
    const asked = { ...taken, reason, initiator: caller.initiator };
    const approval = await this.#approvals.settle(plan, asked);
    const digest = await digestOf({ ref: action.ref, spec: action.spec });
    const place = await this.#namespaces.placeFor(plan.target, action.spec);
    const settled = { ...taken, runId, digest, approval, place };
    const claims = await this.#claims(plan, caller, settled);
    const { jws, keyId } = await this.#statements.sign(claims);
    assertCarried(jws, claims);
    const { ref, spec, title } = action;
    return {
      id: claims.runId,
      caller: initiatorRef(caller.initiator),
      requestKey: request.requestKey,
      action: { ref, title: oneLine(title, LONGEST_TITLE), digest },
      target: claims.target,
      initiator: claims.initiator,
      owners: claims.owners,
      ...place,
      workflowType: claims.workflowType,
      taskQueue: spec.taskQueue,
      input: taken.input,
      inputDigest: claims.inputDigest,
      statement: jws,
      keyId,
      onePerTarget: spec.onePerTarget ?? false,
      reason: reason || undefined,
      approval,
      startBy: new Date(claims.startBy * 1000),
    };
  }

  async #claims(
    { action, target }: RunPlan,
    caller: Caller,
    decided: TakenInput & {
      readonly runId: string;
      readonly digest: string;
      readonly approval: RunDraft['approval'];
      readonly place: Place;
    },
  ): Promise<StatementClaims> {
    return {
      runId: decided.runId,
      attempt: 1,
      workflowType: action.spec.workflowType,
      namespace: decided.place.namespace,
      initiator: caller.initiator,
      owners: ownersOf(target),
      action: { ref: action.ref, digest: decided.digest },
      target: targetOf(target),
      inputDigest: await digestOf(decided.input),
      approvalRequired: decided.approval?.required ?? false,
      startBy: Math.floor((Date.now() + START_WITHIN_MS) / 1000),
      ...(decided.secrets && { secrets: true }),
    };
  }
}

/** A worker could not hand on a statement that its backend won't read. */
function assertCarried(jws: string, { owners, target }: StatementClaims): void {
  if (admissionRequestSchema.shape.statement.safeParse(jws).success) return;
  throw new InputError(
    `${target.entityRef} has too many owners (${owners.length}) for one statement; give it fewer in its catalog file`,
  );
}
