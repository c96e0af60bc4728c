import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from './House.ts';

const TRIES = 100;

/** A change of one entity in a file of the examples. */
export interface Rewriting {
  readonly file: 'org.yaml' | 'entities.yaml';
  /** Kind and name, such as `user/ada`. */
  readonly entity: string;
  /** What is written there by now, in the whole file, and what instead. */
  readonly from: RegExp;
  readonly to: string;
  /** What the catalog says of the entity once it has read it. */
  readonly until: string;
}

/**
 * Changes an entity in a copy of the examples, and waits until the catalog has
 * read it. `token` is that of anybody who has signed in.
 */
export async function rewriteEntity(
  house: House,
  where: { readonly examples: string; readonly token: string },
  { entity, file, from, to, until }: Rewriting,
): Promise<void> {
  const path = join(where.examples, file);
  const before = await readFile(path, 'utf8');
  const after = before.replace(from, to);
  assert.notEqual(after, before, `${entity} is not written as expected`);
  await writeFile(path, after);
  const [kind, name] = entity.split('/');
  const headers = {
    authorization: `Bearer ${where.token}`,
    'content-type': 'application/json',
  };
  await fetch(`${house.url}/api/catalog/refresh`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ entityRef: `${kind}:default/${name}` }),
  });
  const byName = `/api/catalog/entities/by-name/${kind}/default/${name}`;
  for (let i = 0; i < TRIES; i += 1) {
    const answer = await fetch(house.url + byName, { headers });
    if (JSON.stringify(await answer.json()).includes(until)) return;
    await sleep(100);
  }
  throw new Error(`The catalog never read that ${entity} changed`);
}
