import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { Entity } from '@backstage/catalog-model';
import type { AuditMeta } from '../audit/Attempt';
import type { AuditTrail } from '../audit/AuditTrail';
import type { Caller } from '../identity/Caller';
import { allow, decided, shown } from '../policy/decided';
import type { KnownCaller, RunPolicy } from '../policy/RunPolicy';
import type { VisibleRuns } from '../policy/VisibleRuns';
import type { LedgerRun, RunLedger } from './RunLedger';
import type { RunPlanner } from './RunPlanner';

/** A run that the caller may see, and what else was looked up to say so. */
export interface SeenRun {
  readonly run: LedgerRun;
  readonly target: Entity | undefined;
  readonly who: KnownCaller;
}

/** An entity that the caller may see, and who they are. */
export interface SeenTarget {
  readonly target: Entity;
  readonly who: KnownCaller;
}

/** The runs that the caller may see, and who they are. */
export interface Sight {
  readonly visible: VisibleRuns;
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

  /**
   * An entity whose actions or runs somebody looks at; a denial is recorded.
   * @throws NotFoundError, NotAllowedError
   */
  target(entityRef: string, caller: Caller): Promise<SeenTarget> {
    return this.#recorded(caller, { target: entityRef }, () =>
      this.#findTarget(entityRef, caller),
    );
  }

  /**
   * Which runs somebody sees, on an entity or anywhere; a denial is recorded.
   * @throws NotFoundError, NotAllowedError
   */
  visible(entityRef: string | undefined, caller: Caller): Promise<Sight> {
    const meta = { target: entityRef };
    return this.#recorded(caller, meta, () =>
      this.findVisible(entityRef, caller),
    );
  }

  /** The same for something that is recorded by whoever does it. */
  async findVisible(
    entityRef: string | undefined,
    caller: Caller,
  ): Promise<Sight> {
    const who = entityRef
      ? (await this.#findTarget(entityRef, caller)).who
      : await this.#who(caller);
    const runs = entityRef
      ? this.#policy.visibleRuns(who)
      : this.#policy.visibleAnywhere(who);
    return { who, visible: shown(await decided(runs)) };
  }

  /**
   * A run to look at; a denial is recorded.
   * @throws NotFoundError, NotAllowedError
   */
  run(runId: string, caller: Caller): Promise<SeenRun> {
    const meta = { run: runId };
    return this.#recorded(caller, meta, () => this.find(runId, caller));
  }

  /**
   * A run to do something with; whoever does it records how it went.
   * @throws NotFoundError, NotAllowedError
   */
  async find(runId: string, caller: Caller): Promise<SeenRun> {
    const [who, run] = await Promise.all([
      this.#who(caller),
      this.#ledger.get(runId),
    ]);
    if (!run) {
      throw new NotFoundError(`There is no run ${runId}, or it was discarded`);
    }
    const { entityRef } = run.target;
    const target = await this.#planner.findTarget(entityRef, caller);
    allow(await decided(this.#policy.maySee(who, run, target)));
    return { run, target, who };
  }

  /** Who asks, in a list of what is theirs. @throws NotAllowedError */
  who(caller: Caller): Promise<KnownCaller> {
    return this.#recorded(caller, {}, () => this.#who(caller));
  }

  async #findTarget(entityRef: string, caller: Caller): Promise<SeenTarget> {
    const [who, target] = await Promise.all([
      this.#who(caller),
      this.#planner.target(entityRef, caller),
    ]);
    allow(await decided(this.#policy.maySeeRunsOn(who, target)));
    return { target, who };
  }

  #who(caller: Caller): Promise<KnownCaller> {
    return decided(this.#policy.identify(caller));
  }

  /** Records it if the answer is no. */
  async #recorded<T>(
    caller: Caller,
    meta: AuditMeta,
    look: () => Promise<T>,
  ): Promise<T> {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof NotAllowedError)) throw error;
      const attempt = { event: 'access-denied', caller, meta } as const;
      return this.#audit.record(attempt, () => Promise.reject(error));
    }
  }
}
