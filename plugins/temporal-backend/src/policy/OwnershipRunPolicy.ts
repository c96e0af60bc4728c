import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import {
  initiatorRef,
  ownersOf,
  type Decision,
  type Guarded,
  type StopVerb,
} from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';
import type { StoredQuestion } from '../questions/StoredQuestion';
import type { ListedRun } from '../runs/ListedRun';
import type { LedgerRun } from '../runs/RunLedger';
import type { Answering } from './Answering';
import type { Ownership } from './Ownership';
import {
  auditHidden,
  notActingFor,
  notYoursToCancel,
  notYoursToTerminate,
  notYoursToWithdraw,
  outOfSight,
  payloadsHidden,
  startedElsewhere,
} from './denials';
import type { Asker, KnownCaller, RunPolicy } from './RunPolicy';
import type { MachineRights } from './rights';
import { isInitiator, isMachine, owns } from './standing';
import { notYoursToPause } from './steeringDenials';
import type { StartRules } from './StartRules';
import type { TargetSight } from './TargetSight';
import {
  ALL_RUNS,
  amongEither,
  runsOf,
  theseRuns,
  type VisibleRuns,
} from './VisibleRuns';

const ALLOWED: Decision = { allowed: true };

/**
 * Owners may; whose run it is counts; machines may do what configuration lists.
 */
export class OwnershipRunPolicy implements RunPolicy {
  readonly #ownership: Ownership;
  readonly #start: StartRules;
  readonly #machines: ReadonlyMap<string, MachineRights>;
  readonly #auditReaders: readonly string[];
  readonly #answering: Answering;
  readonly #targets: TargetSight;

  constructor(deps: {
    ownership: Ownership;
    start: StartRules;
    machines: ReadonlyMap<string, MachineRights>;
    auditReaders: readonly string[];
    answering: Answering;
    targets: TargetSight;
  }) {
    this.#ownership = deps.ownership;
    this.#start = deps.start;
    this.#machines = deps.machines;
    this.#auditReaders = deps.auditReaders;
    this.#answering = deps.answering;
    this.#targets = deps.targets;
  }

  async identify({ initiator }: Asker): Promise<KnownCaller> {
    if (initiator.kind === 'service') {
      const rights = this.#machines.get(initiator.subject);
      if (rights) return { initiator, rights };
      throw new NotAllowedError(
        `${initiator.subject} is a machine that may not start or see runs; a person must, or an administrator adds it to temporal.machines`,
      );
    }
    const { entityRef } = initiator;
    const identities = await this.#ownership.identitiesOf(entityRef);
    return { initiator, identities };
  }

  async mayStart(
    who: KnownCaller,
    target: Entity,
    actions: readonly Action[],
  ): Promise<readonly Decision[]> {
    const decisions: Decision[] = [];
    for (const action of actions) {
      decisions.push(await this.#start.decide(who, target, action));
    }
    return decisions;
  }

  async maySeeRunsOn(who: KnownCaller, target: Entity): Promise<Decision> {
    const visible =
      !isMachine(who) ||
      ownersOf(target).some(ref => who.rights.actsFor.has(ref));
    return visible ? ALLOWED : notActingFor(who.initiator.subject, target);
  }

  async visibleRuns(): Promise<Guarded<VisibleRuns>> {
    return { visible: true, value: ALL_RUNS };
  }

  async visibleAnywhere(who: KnownCaller): Promise<Guarded<VisibleRuns>> {
    const theirs = amongEither(
      await this.#targets.runsFor(who),
      runsOf(initiatorRef(who.initiator)),
    );
    const asking = await this.#answering.asking(who, theirs);
    return { visible: true, value: amongEither(theirs, theseRuns(asking)) };
  }

  async maySee(
    who: KnownCaller,
    run: ListedRun,
    target: Entity | undefined,
  ): Promise<Decision> {
    if (isInitiator(who, run)) return ALLOWED;
    const decision = target
      ? await this.maySeeRunsOn(who, target)
      : outOfSight(run);
    if (decision.allowed) return decision;
    // Nobody can decide about what they may not see.
    return (await this.#answering.anything(who, run)) ? ALLOWED : decision;
  }

  async maySeePayloads(
    who: KnownCaller,
    run: ListedRun,
    target: Entity | undefined,
  ): Promise<Decision> {
    if (isInitiator(who, run) || (await owns(who, target))) return ALLOWED;
    if (await this.#answering.anything(who, run)) return ALLOWED;
    return payloadsHidden(run, target);
  }

  async mayStop(
    who: KnownCaller,
    run: LedgerRun,
    target: Entity | undefined,
  ): Promise<Readonly<Record<StopVerb, Decision>>> {
    const owner = await owns(who, target);
    return {
      cancel:
        owner || isInitiator(who, run)
          ? ALLOWED
          : notYoursToCancel(run, target),
      // Nothing is cleaned up after it, so it is for those who own the mess.
      terminate: owner ? ALLOWED : notYoursToTerminate(run, target),
    };
  }

  async mayRetry(
    who: KnownCaller,
    run: LedgerRun,
    { target, action }: { readonly target: Entity; readonly action: Action },
  ): Promise<Decision> {
    return run.verified
      ? this.#start.decide(who, target, action)
      : startedElsewhere(run);
  }

  async mayPause(
    who: KnownCaller,
    run: LedgerRun,
    target: Entity | undefined,
  ): Promise<Decision> {
    const may = isInitiator(who, run) || (await owns(who, target));
    return may ? ALLOWED : notYoursToPause(run, target);
  }

  async mayAnswer(
    who: KnownCaller,
    run: ListedRun,
    question: Pick<StoredQuestion, 'kind' | 'who'>,
  ): Promise<Decision> {
    if (!run.verified) return startedElsewhere(run);
    return this.#answering.decide(who, run, question);
  }

  async mayWithdraw(who: KnownCaller, run: LedgerRun): Promise<Decision> {
    if (!run.verified) return startedElsewhere(run);
    return isInitiator(who, run) ? ALLOWED : notYoursToWithdraw(run);
  }

  async mayReadAudit(who: KnownCaller): Promise<Decision> {
    const readers = this.#auditReaders;
    const reads =
      !isMachine(who) && (await who.identities?.includeAnyOf(readers));
    return reads ? ALLOWED : auditHidden(readers);
  }
}
