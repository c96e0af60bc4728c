import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { Entity } from '@backstage/catalog-model';
import type { AuditTrail } from '../audit/AuditTrail';
import type { Caller } from '../identity/Caller';
import { allow, decided } from '../policy/decided';
import type { KnownCaller, RunPolicy } from '../policy/RunPolicy';
import type { LedgerRun, RunLedger } from './RunLedger';
import type { RunPlanner } from './RunPlanner';

/** A run that the caller may see, and what else was looked up to say so. */
export interface SeenRun {
  readonly run: LedgerRun;
  readonly target: Entity | undefined;
  readonly who: KnownCaller;
}

/** The guard's eyes: who sees what; each denial is recorded. */
export class RunSight {
  readonly #ledger: RunLedger;
  readonly #planner: RunPlanner;
  readonly #policy: RunPolicy;
  readonly #audit: AuditTrail;

  constructor(deps: {
    ledger: RunLedger;
    planner: RunPlanner;
    policy: RunPolicy;
    audit: AuditTrail;
  }) {
    this.#ledger = deps.ledger;
    this.#planner = deps.planner;
    this.#policy = deps.policy;
    this.#audit = deps.audit;
  }

  /** Machines look at nothing yet. */
  async person(
    caller: Caller,
    meta: Record<string, string | number>,
  ): Promise<void> {
    if (caller.initiator.kind === 'user') return;
    const { subject } = caller.initiator;
    const reason = `${subject} is a machine, and no machine may look at runs`;
    await this.#deny(caller, meta, reason);
  }

  /**
   * A run to look at; a denial is recorded.
   * @throws NotFoundError, NotAllowedError
   */
  async run(runId: string, caller: Caller): Promise<SeenRun> {
    try {
      return await this.find(runId, caller);
    } catch (error) {
      if (!(error instanceof NotAllowedError)) throw error;
      return this.#deny(caller, { run: runId }, error.message);
    }
  }

  /**
   * A run to do something with; whoever does it records how it went.
   * @throws NotFoundError, NotAllowedError
   */
  async find(runId: string, caller: Caller): Promise<SeenRun> {
    const run = await this.#ledger.get(runId);
    if (!run) {
      throw new NotFoundError(`There is no run ${runId}, or it was discarded`);
    }
    const [target, who] = await Promise.all([
      this.#planner.findTarget(run.target.entityRef, caller),
      decided(this.#policy.identify(caller)),
    ]);
    allow(await decided(this.#policy.maySee(who, run, target)));
    return { run, target, who };
  }

  #deny(
    caller: Caller,
    meta: Record<string, string | number>,
    reason: string,
  ): Promise<never> {
    const attempt = { event: 'access-denied', caller, meta } as const;
    return this.#audit.record(attempt, async () => {
      throw new NotAllowedError(reason);
    });
  }
}
