import type { House } from './House.ts';
import { rewriteEntity } from './rewriteEntity.ts';

/** Who moves from which team into which, by their names in the catalog. */
export interface Move {
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Writes somebody into another team, in a copy of the examples, and waits until
 * the catalog has read it. `token` is that of anybody who has signed in.
 */
export function moveTo(
  house: House,
  where: { readonly examples: string; readonly token: string },
  { person, from, to }: Move,
): Promise<void> {
  return rewriteEntity(house, where, {
    file: 'org.yaml',
    entity: `user/${person}`,
    from: new RegExp(`(name: ${person}\\n[\\s\\S]*?memberOf: )\\[${from}\\]`),
    to: `$1[${to}]`,
    until: `default/${to}`,
  });
}
