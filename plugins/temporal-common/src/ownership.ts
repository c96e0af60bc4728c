import {
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';

/**
 * The entity refs of an entity's owners, as the catalog has them.
 * @public
 */
export function ownersOf(entity: Entity): readonly string[] {
  return refsOf(entity, RELATION_OWNED_BY);
}

function refsOf(entity: Entity, type: string): readonly string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef);
}

/**
 * Reads entities by their refs; those that do not exist are left out.
 * @public
 */
export type LoadEntities = (
  refs: readonly string[],
) => Promise<readonly Entity[]>;

/**
 * The refs under which a person owns things: their own, their groups' and those
 * of all groups above these (memberOf, then childOf to any depth). Walked only
 * as far as a question needs. This is the one answer to "who owns what": at a
 * click, inside a run, and in what sign-in writes into a person's token.
 * @public
 */
export class Identities {
  readonly #load: LoadEntities;
  readonly #found: Set<string>;
  #above: readonly string[] = [];

  /**
   * @param load - reads groups; what it throws, the questions below throw
   * @param person - the person's full entity ref, and their entity
   */
  constructor(
    load: LoadEntities,
    person: { readonly ref: string; readonly entity: Entity },
  ) {
    this.#load = load;
    this.#found = new Set([person.ref]);
    this.#take(refsOf(person.entity, RELATION_MEMBER_OF));
  }

  /** The refs of a group: its own, and those of all groups above it. */
  static ofGroup(load: LoadEntities, group: Entity): Identities {
    const identities = new Identities(load, {
      ref: stringifyEntityRef(group),
      entity: group,
    });
    identities.#take(refsOf(group, RELATION_CHILD_OF));
    return identities;
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

  /** All of the person's refs, their own first. */
  async all(): Promise<readonly string[]> {
    while (this.#above.length > 0) await this.#climb();
    return [...this.#found];
  }

  /** Takes in the groups above those that were taken in last. */
  async #climb(): Promise<void> {
    const groups = await this.#load(this.#above);
    this.#take(groups.flatMap(group => refsOf(group, RELATION_CHILD_OF)));
  }

  #take(refs: readonly string[]): void {
    // What was seen before is not climbed from again, so a cycle ends.
    this.#above = [...new Set(refs)].filter(ref => !this.#found.has(ref));
    this.#above.forEach(ref => this.#found.add(ref));
  }
}
