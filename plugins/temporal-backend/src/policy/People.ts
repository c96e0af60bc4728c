import {
  RELATION_HAS_MEMBER,
  RELATION_PARENT_OF,
  type Entity,
} from '@backstage/catalog-model';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { createHash } from 'node:crypto';
import type { OwnCatalog } from '../catalog/OwnCatalog';

/** Who is in a group, its nested groups included. */
export interface Membership {
  readonly ref: string;
  /** `undefined` if the catalog has no such group or person. */
  readonly people?: readonly Entity[];
}

/**
 * The humans behind the catalog's users. Two users with one e-mail address are
 * one human.
 */
export class People {
  readonly #catalog: OwnCatalog;

  constructor(catalog: OwnCatalog) {
    this.#catalog = catalog;
  }

  /** What tells one human from another: refs of the same human have the same. */
  async humanOf(userRef: string): Promise<string> {
    const entity = await this.#catalog.entity(userRef);
    return entity ? humanIn(entity) : userRef;
  }

  /** The people behind a group or user ref, found downwards to any depth. */
  async behind(ref: string): Promise<Membership> {
    const entity = await this.#catalog.entity(ref);
    if (!entity) return { ref };
    if (ref.startsWith('user:')) return { ref, people: [entity] };
    return { ref, people: await this.#membersOf(entity, new Set([ref])) };
  }

  async #membersOf(
    group: Entity,
    seen: Set<string>,
  ): Promise<readonly Entity[]> {
    const people: Entity[] = [];
    let level: readonly Entity[] = [group];
    while (level.length > 0) {
      const members = related(level, RELATION_HAS_MEMBER);
      people.push(...(await this.#catalog.entities(members)));
      const below = related(level, RELATION_PARENT_OF).filter(
        ref => !seen.has(ref),
      );
      // What was seen before is not gone into again, so a cycle ends.
      below.forEach(ref => seen.add(ref));
      level = await this.#catalog.entities(below);
    }
    return people;
  }
}

function related(entities: readonly Entity[], type: string): string[] {
  const refs = entities.flatMap(({ relations = [] }) =>
    relations.filter(one => one.type === type).map(one => one.targetRef),
  );
  return [...new Set(refs)];
}

/** The same for every user entity of one human. */
export function humanIn(user: Entity): string {
  const { profile } = user.spec ?? {};
  const email =
    typeof profile === 'object' && profile && 'email' in profile
      ? profile.email
      : undefined;
  if (typeof email !== 'string' || !email.trim()) {
    return stringifyEntityRef(user);
  }
  const plain = email.trim().toLocaleLowerCase('en-US');
  // Kept with answers, where an address has no business.
  return createHash('sha256').update(plain).digest('hex');
}
