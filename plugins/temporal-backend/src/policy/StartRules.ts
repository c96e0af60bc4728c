import type { Entity } from '@backstage/catalog-model';
import { ownersOf, type Decision } from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';
import { mustBeNamed, mustOwn, notInCatalog, notOnTheList } from './denials';
import { marksSecrets } from '../secrets/secretPlaces';
import { noKeys, noNamespace, wrongQueue } from './placeDenials';
import type { TaskQueueGrant } from './rights';
import { isSamePlace, type Place } from '../temporal/Place';
import type { NamespaceMap } from './NamespaceMap';
import type { KnownCaller, KnownMachine } from './RunPolicy';

const ALLOWED: Decision = { allowed: true };

/** What is fixed in configuration about starting. */
export interface StartConfig {
  readonly namespaces: NamespaceMap;
  readonly taskQueues: readonly TaskQueueGrant[];
  /** Whether there are keys with which secrets are sealed. */
  readonly sealsSecrets: boolean;
}

/**
 * Who may start an action on a target: its owners, whom the action lets in, and
 * listed machines; on task queues that the action's owner may use. Whether the
 * run then needs an approval is for the approval rules to say.
 */
export class StartRules {
  readonly #config: StartConfig;

  constructor(config: StartConfig) {
    this.#config = config;
  }

  /** @throws if the catalog can't be asked */
  async decide(
    who: KnownCaller,
    target: Entity,
    action: Action,
  ): Promise<Decision> {
    const { namespaces, sealsSecrets } = this.#config;
    if (!sealsSecrets && marksSecrets(action.spec.input ?? {})) {
      return noKeys(action);
    }
    const place = await namespaces.placeOf(target, action.spec);
    if (!place) return noNamespace(target);
    if (!this.#mayUseQueue(action, place)) return wrongQueue(action, place);
    return whoMay(who, target, action);
  }

  #mayUseQueue({ spec }: Action, place: Place): boolean {
    return this.#config.taskQueues.some(
      grant =>
        grant.owner === spec.owner &&
        grant.places.some(one => isSamePlace(one, place)) &&
        grant.queues.has(spec.taskQueue),
    );
  }
}

async function whoMay(
  who: KnownCaller,
  target: Entity,
  action: Action,
): Promise<Decision> {
  if ('rights' in who) return machineMay(who, target, action);
  const { identities, initiator } = who;
  if (!identities) return notInCatalog(initiator.entityRef, target);
  if (await identities.includeAnyOf(admittedTo(action, target))) return ALLOWED;
  return action.spec.allow?.owners === false
    ? mustBeNamed(action, target)
    : mustOwn(target);
}

function machineMay(
  { initiator, rights }: KnownMachine,
  target: Entity,
  action: Action,
): Decision {
  const { machines } = action.spec.allow ?? {};
  const allowed =
    rights.actions.has(action.ref) &&
    ownersOf(target).some(ref => rights.actsFor.has(ref)) &&
    (machines === undefined || machines.includes(initiator.subject));
  return allowed
    ? ALLOWED
    : notOnTheList(initiator.subject, target, action.title);
}

/** Who may start an action on a target: refs, any one of which suffices. */
function admittedTo(action: Action, target: Entity): ReadonlySet<string> {
  const owners = ownersOf(target);
  const { allow, owner } = action.spec;
  const named = [...(allow?.groups ?? []), ...(allow?.users ?? [])];
  return new Set([
    ...(allow?.owners === false ? [] : owners),
    // A file in Git can't open what its owner does not own.
    ...(owners.includes(owner) ? named : []),
  ]);
}
