import {
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  type Entity,
} from '@backstage/catalog-model';
import type { OwnCatalog } from '../catalog/OwnCatalog';

/** The entity refs of an entity's owners. */
export function ownersOf(entity: Entity): readonly string[] {
  return refsOf(entity, RELATION_OWNED_BY);
}

function refsOf(entity: Entity, type: string): readonly string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef);
}

/**
 * The refs under which a person owns things: their own, their groups' and those
 * of all groups above these, as the catalog has them now. Walked only as far as
 * a question needs, and made anew for each request.
 */
export class Identities {
  readonly #catalog: OwnCatalog;
  readonly #found: Set<string>;
  #above: readonly string[] = [];

  constructor(catalog: OwnCatalog, person: { ref: string; entity: Entity }) {
    this.#catalog = catalog;
    this.#found = new Set([person.ref]);
    this.#take(refsOf(person.entity, RELATION_MEMBER_OF));
  }

  /** Whether any of these refs is one of the person's. */
  async includeAnyOf(refs: Iterable<string>): Promise<boolean> {
    const wanted = [...refs];
    while (!wanted.some(ref => this.#found.has(ref))) {
      if (this.#above.length === 0) return false;
      await this.#climb();
    }
    return true;
  }

  /** Takes in the groups above those that were taken in last. */
  async #climb(): Promise<void> {
    const groups = await this.#catalog.entities(this.#above);
    this.#take(groups.flatMap(group => refsOf(group, RELATION_CHILD_OF)));
  }

  #take(refs: readonly string[]): void {
    // What was seen before is not climbed from again, so a cycle ends.
    this.#above = [...new Set(refs)].filter(ref => !this.#found.has(ref));
    this.#above.forEach(ref => this.#found.add(ref));
  }
}

/** Finds out who belongs to what: memberOf, then childOf to any depth. */
export class Ownership {
  readonly #catalog: OwnCatalog;

  constructor(catalog: OwnCatalog) {
    this.#catalog = catalog;
  }

  /** @returns `undefined` if the catalog has no such person */
  async identitiesOf(userRef: string): Promise<Identities | undefined> {
    const entity = await this.#catalog.entity(userRef);
    return entity && new Identities(this.#catalog, { ref: userRef, entity });
  }
}
