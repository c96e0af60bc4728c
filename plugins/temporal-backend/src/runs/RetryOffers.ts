import type {
  Decision,
  RetryOffer,
  RunStatus,
} from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';
import type { RunInputs } from '../secrets/RunInputs';
import { applies, type Actions } from '../actions/Actions';
import type { ApprovalRules } from '../approvals/ApprovalRules';
import type { SigningKeys } from '../identity/SigningKeys';
import { decided } from '../policy/decided';
import { pinnedTo } from '../policy/pinnedTo';
import { outOfSight, startedElsewhere } from '../policy/denials';
import {
  approvedAnew,
  changedSince,
  keyDropped,
  notOffered,
  noWayBack,
} from '../policy/steeringDenials';
import type { RunPolicy } from '../policy/RunPolicy';
import { isUnreachable } from '../temporal/errors';
import type { RetryPlans } from './RetryPlans';
import type { LedgerRun } from './RunLedger';
import type { SeenRun } from './RunSight';

const retried: ReadonlySet<RunStatus> = new Set([
  'failed',
  'timed-out',
  'cancelled',
  'terminated',
]);

/** Whether a run of ours ended in a way that can be tried again. */
export function isRetried({ status, closedAt, verified }: LedgerRun): boolean {
  return verified && closedAt !== undefined && retried.has(status);
}

/** By which it is decided. */
interface RetryGrounds {
  readonly actions: Pick<Actions, 'get'>;
  readonly approvals: Pick<ApprovalRules, 'neededFor'>;
  readonly runInputs: Pick<RunInputs, 'fits'>;
  readonly keys: Pick<SigningKeys, 'has'>;
  readonly plans: Pick<RetryPlans, 'of'>;
  readonly policy: Pick<RunPolicy, 'mayRetry'>;
}

/** Which runs may be retried, by whom. */
export class RetryOffers {
  readonly #on: RetryGrounds;

  constructor(grounds: RetryGrounds) {
    this.#on = grounds;
  }

  /** What the page offers; nothing for a run that has not ended like that. */
  async of(seen: SeenRun): Promise<RetryOffer | undefined> {
    if (!isRetried(seen.run)) return undefined;
    const decision = await this.decide(seen);
    if (!decision.allowed) return { decision };
    try {
      const planned = await this.#on.plans.of(seen.run);
      return 'refused' in planned
        ? { decision: noWayBack(planned.refused) }
        : { decision, plan: planned.plan };
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      return { decision };
    }
  }

  /** Whether the caller may retry it, wherever it goes on. */
  async decide({ run, target, who }: SeenRun): Promise<Decision> {
    const { actions, policy } = this.#on;
    if (!run.verified) return startedElsewhere(run);
    if (!target) return outOfSight(run);
    const action = await decided(actions.get(run.action.ref));
    if (!action || !applies(action, target)) return notOffered(run, target);
    const plan = { action: pinnedTo(action, run), target };
    const decision = await decided(policy.mayRetry(who, run, plan));
    if (!decision.allowed) return decision;
    if (!(await this.#isSame(run, action))) return changedSince(run);
    const needed = this.#on.approvals.neededFor(action, target, run.input);
    const gate = [run.approval, needed].find(one => one?.required);
    if (gate) return approvedAnew(gate.why);
    return (await this.#on.keys.has(run.keyId)) ? decision : keyDropped();
  }

  /** Whether what would go on is what the action would start now. */
  async #isSame(run: LedgerRun, action: Action): Promise<boolean> {
    const { taskQueue, workflowType } = action.spec;
    if (workflowType !== run.workflowType) return false;
    if (taskQueue !== run.taskQueue) return false;
    return this.#on.runInputs.fits(action, run.input);
  }
}
