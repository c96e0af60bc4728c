import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import {
  initiatorRef,
  ownersOf,
  type Decision,
  type Initiator,
  type StopVerb,
} from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';
import type { LedgerRun } from '../runs/RunLedger';
import type { Ownership } from './Ownership';
import {
  auditHidden,
  mustOwn,
  notActingFor,
  notInCatalog,
  notOnTheList,
  notYoursToCancel,
  notYoursToTerminate,
  outOfSight,
  payloadsHidden,
  wrongQueue,
} from './denials';
import type {
  KnownCaller,
  KnownMachine,
  MachineRights,
  RunPolicy,
} from './RunPolicy';

const ALLOWED: Decision = { allowed: true };

/**
 * Owners may. An action lets others in by name, on targets its own owner owns;
 * configuration says whose actions may use which task queues, and which
 * machines may start what.
 */
export class OwnershipRunPolicy implements RunPolicy {
  readonly #ownership: Ownership;
  readonly #taskQueues: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #machines: ReadonlyMap<string, MachineRights>;
  readonly #auditReaders: readonly string[];

  constructor(deps: {
    ownership: Ownership;
    taskQueues: ReadonlyMap<string, ReadonlySet<string>>;
    machines: ReadonlyMap<string, MachineRights>;
    auditReaders: readonly string[];
  }) {
    this.#ownership = deps.ownership;
    this.#taskQueues = deps.taskQueues;
    this.#machines = deps.machines;
    this.#auditReaders = deps.auditReaders;
  }

  async identify(initiator: Initiator): Promise<KnownCaller> {
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
      decisions.push(await this.#mayStart(who, target, action));
    }
    return decisions;
  }

  async #mayStart(
    who: KnownCaller,
    target: Entity,
    action: Action,
  ): Promise<Decision> {
    const { owner, taskQueue } = action.spec;
    if (!this.#taskQueues.get(owner)?.has(taskQueue)) {
      return wrongQueue(action);
    }
    if (isMachine(who)) return machineMayStart(who, target, action);
    const { identities, initiator } = who;
    if (!identities) return notInCatalog(initiator.entityRef, target);
    const admitted = await identities.includeAnyOf(admittedTo(action, target));
    return admitted ? ALLOWED : mustOwn(target);
  }

  async maySeeRunsOn(who: KnownCaller, target: Entity): Promise<Decision> {
    const visible =
      !isMachine(who) ||
      ownersOf(target).some(ref => who.rights.actsFor.has(ref));
    return visible ? ALLOWED : notActingFor(who.initiator.subject, target);
  }

  async maySee(
    who: KnownCaller,
    run: LedgerRun,
    target: Entity | undefined,
  ): Promise<Decision> {
    if (isInitiator(who, run)) return ALLOWED;
    return target ? this.maySeeRunsOn(who, target) : outOfSight(run);
  }

  async maySeePayloads(
    who: KnownCaller,
    run: LedgerRun,
    target: Entity | undefined,
  ): Promise<Decision> {
    if (isInitiator(who, run) || (await owns(who, target))) return ALLOWED;
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

  async mayReadAudit(who: KnownCaller): Promise<Decision> {
    const readers = this.#auditReaders;
    const reads =
      !isMachine(who) && (await who.identities?.includeAnyOf(readers));
    return reads ? ALLOWED : auditHidden(readers);
  }
}

function isMachine(who: KnownCaller): who is KnownMachine {
  return who.initiator.kind === 'service';
}

function isInitiator(who: KnownCaller, run: LedgerRun): boolean {
  return initiatorRef(who.initiator) === initiatorRef(run.initiator);
}

function ownersIn(target: Entity | undefined): readonly string[] {
  return target ? ownersOf(target) : [];
}

/** A machine owns nothing, whomever it acts for. */
async function owns(
  who: KnownCaller,
  target: Entity | undefined,
): Promise<boolean> {
  if (isMachine(who) || !who.identities) return false;
  return who.identities.includeAnyOf(ownersIn(target));
}

function machineMayStart(
  { initiator, rights }: KnownMachine,
  target: Entity,
  action: Action,
): Decision {
  const allowed =
    rights.actions.has(action.ref) &&
    ownersOf(target).some(ref => rights.actsFor.has(ref));
  return allowed
    ? ALLOWED
    : notOnTheList(initiator.subject, target, action.title);
}

/** Who may start an action on a target: refs, any one of which suffices. */
function admittedTo(action: Action, target: Entity): ReadonlySet<string> {
  const owners = ownersOf(target);
  const { allow, owner } = action.spec;
  const widens = owners.includes(owner);
  return new Set([
    ...owners,
    ...(widens ? [...(allow?.groups ?? []), ...(allow?.users ?? [])] : []),
  ]);
}
