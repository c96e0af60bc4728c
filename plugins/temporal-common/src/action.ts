import type { Entity } from '@backstage/catalog-model';
import type { FilterPredicate } from '@backstage/filter-predicates';
import type { JsonObject } from '@backstage/types';
import type { Answerers } from './questions';

/** @public */
export const ACTION_API_VERSION = 'temporal.io/v1alpha1';

/** @public */
export const ACTION_KIND = 'Action';

/**
 * A JSON Schema (draft-07) as written in an Action.
 * @public
 */
export type JsonSchema = JsonObject;

/**
 * `kind: Action`: something that can be done to an entity, by a Temporal
 * workflow.
 * @public
 */
export interface ActionEntity extends Omit<Entity, 'spec'> {
  readonly apiVersion: typeof ACTION_API_VERSION;
  readonly kind: typeof ACTION_KIND;
  readonly spec: ActionSpec;
}

/**
 * The `spec` of an Action.
 *
 * - `owner`: entity ref of the group that answers for the action
 * - `group`: heading under which the page shows it
 * - `workflowType`, `taskQueue`: what Temporal is asked to start, and where
 * - `namespace`, `cluster`: where it always runs; without them, where the
 *   target's owner is mapped to
 * - `targets`: filter predicate over entities, the grammar of entity cards
 * - `input`: JSON Schema of the workflow's one argument, an object
 * - `allow`: who may run it. `groups` and `users` may besides the target's
 *   owners, honoured only on targets that the action's own owner owns;
 *   `owners: false` takes the right from owners who are not named so; `machines`, when it
 *   is there, are the only ones that may, of those that configuration lets
 * - `confirm`: what the person must confirm before what can't be undone
 * - `onePerTarget`: at most one unfinished run per target
 * - `approval`: that somebody else must approve a run before it starts
 * @public
 */
export type ActionSpec = {
  readonly owner: string;
  readonly group?: string;
  readonly workflowType: string;
  readonly taskQueue: string;
  readonly namespace?: string;
  readonly cluster?: string;
  readonly targets: FilterPredicate;
  readonly input?: JsonSchema;
  readonly allow?: {
    readonly owners?: boolean;
    readonly machines?: readonly string[];
    readonly groups?: readonly string[];
    readonly users?: readonly string[];
  };
  readonly confirm?: string;
  readonly onePerTarget?: boolean;
  readonly approval?: ActionApproval;
};

/**
 * That a run of an action needs an approval before it starts.
 *
 * - `who`: who may approve; never the initiator
 * - `quorum`: how many different people must, 1 by default
 * - `deadline`: how long they have, 7 days by default, 30 at most
 * - `reasonRequired`: whether the request and each verdict must give a reason
 * - `when`: only for such runs: a filter predicate over
 *   `{ target: <entity>, input: <input> }`; without it, for all
 * @public
 */
export interface ActionApproval {
  readonly who: Answerers;
  readonly quorum?: number;
  readonly deadline?: ApprovalDeadline;
  readonly reasonRequired?: boolean;
  readonly when?: FilterPredicate;
}

/**
 * A length of time, all its parts together.
 * @public
 */
export interface ApprovalDeadline {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
}

/**
 * Whether the caller may do a thing, and if not, why not and whom to ask
 * (entity refs).
 * @public
 */
export type Decision = { readonly allowed: true } | Denial;

/**
 * Why the caller may not, and whom to ask (entity refs).
 * @public
 */
export interface Denial {
  readonly allowed: false;
  readonly reason: string;
  readonly ask: readonly string[];
}

/**
 * An action as offered on one target to one caller.
 * @public
 */
export interface OfferedAction {
  readonly ref: string;
  readonly title: string;
  readonly description?: string;
  readonly group?: string;
  readonly owner: string;
  readonly input: JsonSchema;
  readonly confirm?: string;
  readonly decision: Decision;
  readonly approval?: OfferedApproval;
}

/**
 * The approval that runs of an offered action need. `who` are entity refs;
 * `deadline` is how long they have from the request on; `when` is evaluated over `{ target, input }`, and absent when every run needs
 * it; `demanded` when configuration demands it, whatever the action says.
 * @public
 */
export interface OfferedApproval {
  readonly who: readonly string[];
  readonly quorum: number;
  readonly deadline?: ApprovalDeadline;
  readonly reasonRequired: boolean;
  readonly when?: FilterPredicate;
  readonly demanded: boolean;
}

/**
 * Answer of `GET /actions`. `unavailable` says in words why nothing can be
 * started at all just now.
 * @public
 */
export interface OfferedActions {
  readonly items: readonly OfferedAction[];
  readonly unavailable?: string;
}
