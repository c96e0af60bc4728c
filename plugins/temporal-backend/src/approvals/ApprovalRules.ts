import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { durationToMilliseconds, type JsonObject } from '@backstage/types';
import {
  ownersOf,
  type ActionApproval,
  type Answerers,
  type ApprovalDeadline,
  type OfferedApproval,
} from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';
import type { ApprovalDemand } from '../policy/rights';
import type { ApprovalTerms, NeededApproval } from './RunApproval';

const MINUTE_MS = durationToMilliseconds({ minutes: 1 });
const STANDARD_DEADLINE_MS = durationToMilliseconds({ days: 7 });

/**
 * Which runs need whose approval. What configuration demands for a target an
 * action can make stricter, never weaker.
 */
export class ApprovalRules {
  readonly #demands: readonly ApprovalDemand[];

  constructor(demands: readonly ApprovalDemand[]) {
    this.#demands = demands;
  }

  /** What runs of an action on a target need, as far as known without input. */
  offered(action: Action, target: Entity): OfferedApproval | undefined {
    const { demand, terms } = this.#termsFor(action, target);
    if (!terms) return undefined;
    const { lastsMs, quorum, reasonRequired, who } = terms;
    return {
      who: refsOf(who, target),
      quorum,
      deadline: lengthOf(lastsMs),
      reasonRequired,
      when: demand ? undefined : action.spec.approval?.when,
      demanded: demand !== undefined,
    };
  }

  /** What one run needs; `undefined` if no run of the action ever needs one. */
  neededFor(
    action: Action,
    target: Entity,
    input: JsonObject,
  ): NeededApproval | undefined {
    const { demand, terms } = this.#termsFor(action, target);
    if (!terms) return undefined;
    const ref = stringifyEntityRef(target);
    if (demand) {
      const why = `Whatever runs on ${ref} needs an approval (temporal.approvals).`;
      return { required: true, why, terms };
    }
    const when = action.spec.approval?.when;
    if (!when) {
      const why = `Every run of ${action.title} needs an approval.`;
      return { required: true, why, terms };
    }
    return filterPredicateToFilterFunction(when)({ target, input })
      ? {
          required: true,
          why: `${action.title} needs an approval on this target and with this input.`,
          terms,
        }
      : {
          required: false,
          why: `No approval was needed: ${action.title} needs one only on certain targets or with certain inputs, and this run is none of those.`,
        };
  }

  #termsFor(action: Action, target: Entity) {
    const demand = this.#demands.find(({ targets }) =>
      filterPredicateToFilterFunction(targets)(target),
    );
    const { approval } = action.spec;
    const terms = demand || approval ? strictest(demand, approval) : undefined;
    return { demand, terms };
  }
}

function strictest(
  demand: ApprovalDemand | undefined,
  approval: ActionApproval | undefined,
): ApprovalTerms {
  const deadlines = [
    ...(demand?.lastsMs === undefined ? [] : [demand.lastsMs]),
    ...(approval?.deadline ? [durationToMilliseconds(approval.deadline)] : []),
  ];
  return {
    who: demand ? answerersFrom(demand.approvers) : approval?.who ?? {},
    quorum: Math.max(demand?.quorum ?? 1, approval?.quorum ?? 1),
    lastsMs: deadlines.length ? Math.min(...deadlines) : STANDARD_DEADLINE_MS,
    reasonRequired: Boolean(demand?.reasonRequired || approval?.reasonRequired),
  };
}

/** As people say it: whole days, and the rest in hours and minutes. */
function lengthOf(lastsMs: number): ApprovalDeadline {
  const all = Math.round(lastsMs / MINUTE_MS);
  const parts = {
    days: Math.floor(all / (24 * 60)),
    hours: Math.floor(all / 60) % 24,
    minutes: all % 60,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, n]) => n > 0));
}

function answerersFrom(refs: readonly string[]): Answerers {
  const isUser = (ref: string) => ref.startsWith('user:');
  return {
    groups: refs.filter(ref => !isUser(ref)),
    users: refs.filter(isUser),
  };
}

/** Everybody named, with the owners that a target has now. */
export function refsOf(
  { owners, groups, users }: Answerers,
  target: Entity | undefined,
): readonly string[] {
  const all = [
    ...(owners && target ? ownersOf(target) : []),
    ...(groups ?? []),
    ...(users ?? []),
  ];
  return [...new Set(all)];
}
