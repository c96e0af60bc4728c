import { NotAllowedError } from '@backstage/errors';
import type { Entity } from '@backstage/catalog-model';
import {
  Identities,
  ownersOf,
  type ActionSpec,
} from 'backstage-plugin-temporal-common';
import type { OwnCatalog } from '../catalog/OwnCatalog';
import type { NamespaceConfig } from '../temporal/namespaceConfig';
import type { Place } from '../temporal/Place';
import { noNamespace } from './placeDenials';

/** Where an action says that it always runs. */
type Pinned = Pick<ActionSpec, 'namespace' | 'cluster'>;

/** Which owners' targets have their runs in which namespace. */
export class NamespaceMap {
  readonly #namespaces: readonly NamespaceConfig[];
  readonly #firstCluster: string;
  readonly #catalog: OwnCatalog;

  constructor(deps: {
    readonly namespaces: readonly NamespaceConfig[];
    /** The cluster that is meant when none is named. */
    readonly firstCluster: string;
    readonly catalog: OwnCatalog;
  }) {
    this.#namespaces = deps.namespaces;
    this.#firstCluster = deps.firstCluster;
    this.#catalog = deps.catalog;
  }

  /**
   * Where runs on a target begin: where the action is pinned to; else in the
   * first namespace, in the order of the configuration, whose owner owns the
   * target, itself or by a group below it; else in the one without owner.
   * @returns `undefined` if there is none
   * @throws ServiceUnavailableError if the catalog can't be asked
   */
  async placeOf(target: Entity, pinned: Pinned): Promise<Place | undefined> {
    if (pinned.namespace !== undefined) {
      const cluster = pinned.cluster ?? this.#firstCluster;
      return { cluster, namespace: pinned.namespace };
    }
    const owners = await this.#ownersOf(target);
    for (const { cluster, namespace, owner } of this.#namespaces) {
      const holds = owner === undefined || (await owners(owner));
      if (holds) return { cluster, namespace };
    }
    return undefined;
  }

  /** As `placeOf`. @throws NotAllowedError if there is none */
  async placeFor(target: Entity, pinned: Pinned): Promise<Place> {
    const place = await this.placeOf(target, pinned);
    if (place) return place;
    throw new NotAllowedError(noNamespace(target).reason);
  }

  async #ownersOf(target: Entity): Promise<(ref: string) => Promise<boolean>> {
    const refs = ownersOf(target);
    const mapped = this.#namespaces.some(({ owner }) => owner !== undefined);
    const entities = mapped ? await this.#catalog.entities(refs) : [];
    const load = (wanted: readonly string[]) => this.#catalog.entities(wanted);
    const known = entities.map(entity => Identities.ofGroup(load, entity));
    return async ref => {
      if (refs.includes(ref)) return true;
      const within = await Promise.all(
        known.map(one => one.includeAnyOf([ref])),
      );
      return within.includes(true);
    };
  }
}
