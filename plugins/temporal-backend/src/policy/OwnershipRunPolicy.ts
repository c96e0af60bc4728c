import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import {
  initiatorRef,
  type Decision,
  type Initiator,
  type StopVerb,
} from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';
import type { LedgerRun } from '../runs/RunLedger';
import { ownersOf, type Ownership } from './Ownership';
import type { KnownCaller, RunPolicy } from './RunPolicy';

const ALLOWED: Decision = { allowed: true };

function denied(reason: string, ask: readonly string[]): Decision {
  return { allowed: false, reason, ask };
}

/**
 * Owners may. An action lets others in by name, on targets its own owner owns;
 * configuration says whose actions may use which task queues.
 */
export class OwnershipRunPolicy implements RunPolicy {
  readonly #ownership: Ownership;
  readonly #taskQueues: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(deps: {
    ownership: Ownership;
    taskQueues: ReadonlyMap<string, ReadonlySet<string>>;
  }) {
    this.#ownership = deps.ownership;
    this.#taskQueues = deps.taskQueues;
  }

  async identify(initiator: Initiator): Promise<KnownCaller> {
    if (initiator.kind === 'service') {
      throw new NotAllowedError(
        `${initiator.subject} is a machine, and no machine may start or see runs; a person must`,
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
    { initiator, identities }: KnownCaller,
    target: Entity,
    action: Action,
  ): Promise<Decision> {
    if (!identities) return notInCatalog(initiator.entityRef, target);
    const { owner, taskQueue } = action.spec;
    if (!this.#taskQueues.get(owner)?.has(taskQueue)) {
      return denied(
        `${owner}, the owner of ${action.title}, may not use task queue ${taskQueue}; an administrator adds it to temporal.taskQueues`,
        [owner],
      );
    }
    const admitted = await identities.includeAnyOf(admittedTo(action, target));
    return admitted ? ALLOWED : mustOwn(target);
  }

  async maySee(
    { initiator }: KnownCaller,
    run: LedgerRun,
    target: Entity | undefined,
  ): Promise<Decision> {
    const own = initiatorRef(initiator) === initiatorRef(run.initiator);
    if (own || target) return ALLOWED;
    return denied(
      `You can’t see ${run.target.entityRef} in the catalog`,
      run.owners,
    );
  }

  async maySeePayloads(
    { initiator, identities }: KnownCaller,
    run: LedgerRun,
    target: Entity | undefined,
  ): Promise<Decision> {
    if (initiatorRef(initiator) === initiatorRef(run.initiator)) return ALLOWED;
    const owners = target ? ownersOf(target) : [];
    if (await identities?.includeAnyOf(owners)) return ALLOWED;
    return denied(
      `Only who started the run and the owners of ${run.target.entityRef} see what went in and what came out`,
      target ? owners : run.owners,
    );
  }

  async mayStop(
    { initiator, identities }: KnownCaller,
    run: LedgerRun,
    target: Entity | undefined,
  ): Promise<Readonly<Record<StopVerb, Decision>>> {
    const owners = target ? ownersOf(target) : [];
    const owns = (await identities?.includeAnyOf(owners)) ?? false;
    const own = initiatorRef(initiator) === initiatorRef(run.initiator);
    const ask = target ? owners : run.owners;
    return {
      cancel:
        own || owns
          ? ALLOWED
          : denied(
              `Only who started the run and the owners of ${run.target.entityRef} may cancel it`,
              ask,
            ),
      // Nothing is cleaned up after it, so it is for those who own the mess.
      terminate: owns
        ? ALLOWED
        : denied(
            `Only the owners of ${run.target.entityRef} may terminate its runs`,
            ask,
          ),
    };
  }
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

function mustOwn(target: Entity): Decision {
  const ref = stringifyEntityRef(target);
  const owners = ownersOf(target);
  return owners.length > 0
    ? denied(`You do not own ${ref}; ask ${owners.join(' or ')}`, owners)
    : denied(
        `${ref} has no owner, so nobody may run actions on it; give it one in its catalog file`,
        [],
      );
}

function notInCatalog(userRef: string, target: Entity): Decision {
  return denied(
    `${userRef} is not in the catalog, so it is not known what you own; ask an administrator to add you`,
    ownersOf(target),
  );
}
