import {
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  type Entity,
} from '@backstage/catalog-model';
import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';

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
 * Who belongs to what, read from the catalog with the plugin's own credentials:
 * memberOf, then childOf to any depth.
 */
export class Ownership {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(deps: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = deps.catalog;
    this.#auth = deps.auth;
  }

  /**
   * The refs under which a person owns things: their own, their groups' and
   * those of all groups above these.
   * @param userRef - entity ref of the person
   * @param enough - stop as soon as one of these is found; without it, all are
   * @returns `undefined` if the catalog has no such person
   */
  async identitiesOf(
    userRef: string,
    enough: ReadonlySet<string> = new Set(),
  ): Promise<ReadonlySet<string> | undefined> {
    const [user] = await this.#entities([userRef]);
    if (!user) return undefined;
    const found = new Set([userRef]);
    let next = refsOf(user, RELATION_MEMBER_OF);
    while (next.length > 0) {
      next.forEach(ref => found.add(ref));
      if ([...found].some(ref => enough.has(ref))) return found;
      const groups = await this.#entities(next);
      const parents = groups.flatMap(group => refsOf(group, RELATION_CHILD_OF));
      // What was seen before is not asked again, so a cycle ends.
      next = [...new Set(parents)].filter(ref => !found.has(ref));
    }
    return found;
  }

  async #entities(entityRefs: readonly string[]): Promise<Entity[]> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      {
        entityRefs: [...entityRefs],
        fields: ['kind', 'metadata', 'relations'],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items.filter(item => item !== undefined);
  }
}
