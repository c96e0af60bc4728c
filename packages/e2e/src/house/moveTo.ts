import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from './House.ts';

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
export async function moveTo(
  house: House,
  where: { readonly examples: string; readonly token: string },
  { person, from, to }: Move,
): Promise<void> {
  const file = join(where.examples, 'org.yaml');
  const org = await readFile(file, 'utf8');
  const written = new RegExp(
    `(name: ${person}\\n[\\s\\S]*?memberOf: )\\[${from}\\]`,
  );
  const moved = org.replace(written, `$1[${to}]`);
  assert.notEqual(moved, org, `${person} is not written as expected`);
  await writeFile(file, moved);
  const headers = {
    authorization: `Bearer ${where.token}`,
    'content-type': 'application/json',
  };
  await fetch(`${house.url}/api/catalog/refresh`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ entityRef: `user:default/${person}` }),
  });
  const entity = `/api/catalog/entities/by-name/user/default/${person}`;
  for (let i = 0; i < 100; i += 1) {
    const answer = await fetch(house.url + entity, { headers });
    if (JSON.stringify(await answer.json()).includes(`default/${to}`)) return;
    await sleep(100);
  }
  throw new Error(`The catalog never read that ${person} moved`);
}
