import { TestDatabases } from '@backstage/backend-test-utils';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { migrate } from '../database';
import type { CallRole } from '../temporal/Call';
import { SigningKeys } from './SigningKeys';
import { TokenIssuers } from './TokenIssuers';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const jwt = {
  audience: 'temporal',
  issuer: 'backstage',
  lifetimeMs: 5 * MINUTE_MS,
  rotateAfterMs: 30 * DAY_MS,
  publishFirstMs: 10 * MINUTE_MS,
};

async function someIssuers() {
  const knex = await databases.init('SQLITE_3');
  await migrate(knex);
  const place = { address: 'localhost:1', files: {} };
  const clusters = ['near', 'far', 'open'].map((name, i) => ({
    ...place,
    name,
    setting: `temporal.clusters[${i}]`,
    jwt: name === 'open' ? undefined : jwt,
  }));
  const issuers = new TokenIssuers(knex, clusters);
  const near = issuers.of('near');
  if (!near) throw new Error('The cluster near has jwt');
  const tokenFor = (role: CallRole) =>
    near.tokenOf({
      ...{ by: 'user:default/ada', namespace: 'payments' },
      ...{ limitMs: 1, role },
    });
  const age = (id: string, ms: number) =>
    knex('signing_keys')
      .where({ id })
      .update({ created_at: new Date(Date.now() - ms) });
  return { issuers, near, knex, tokenFor, age };
}

describe('the tokens of calls', () => {
  it.each([
    ['read', 'payments:read'],
    ['write', 'payments:write'],
    ['admin', 'payments:admin'],
    ['system-admin', 'temporal-system:admin'],
  ] as const)(
    'are for one caller, one namespace, to %s, for minutes',
    async (role, permission) => {
      const { issuers, tokenFor } = await someIssuers();
      const before = Math.floor(Date.now() / 1000);
      const token = await tokenFor(role);
      const keySet = createLocalJWKSet({
        keys: [...(await issuers.publicKeySet()).keys],
      });
      const { payload } = await jwtVerify(token, keySet, {
        algorithms: ['ES256'],
        audience: 'temporal',
        issuer: 'backstage',
      });
      const { exp, ...claims } = payload;
      expect(claims).toEqual({
        sub: 'user:default/ada',
        aud: 'temporal',
        iss: 'backstage',
        permissions: [permission],
      });
      expect(exp).toBeGreaterThanOrEqual(before + 300);
      expect(exp).toBeLessThanOrEqual(before + 302);
    },
  );

  it('are signed by keys that sign nothing else, each cluster its own', async () => {
    const { issuers, knex, tokenFor } = await someIssuers();
    const { kid } = decodeProtectedHeader(await tokenFor('read'));
    const { keys } = await issuers.publicKeySet();
    expect(keys).toHaveLength(2);
    expect(keys.map(key => key.kid)).toContain(kid);
    expect(keys.every(key => !('d' in key))).toBe(true);
    const statements = new SigningKeys(knex);
    const { id } = await statements.current();
    expect((await statements.publicKeySet()).keys).toHaveLength(1);
    const published = (await issuers.publicKeySet()).keys.map(key => key.kid);
    expect(published).not.toContain(id);
  });

  it('are not signed by a new key before it was published for long enough', async () => {
    const { near, age } = await someIssuers();
    const { id: first } = await near.keys.current();
    await age(first, 31 * DAY_MS);
    expect(await near.keys.isDue(near.rotateAfterMs)).toBe(true);
    const next = await near.keys.rotate();
    expect((await near.keys.current()).id).toBe(first);
    await age(next, 9 * MINUTE_MS);
    expect((await near.keys.current()).id).toBe(first);
    await age(next, 11 * MINUTE_MS);
    expect((await near.keys.current()).id).toBe(next);
  });

  it('can be checked for a week after their key was replaced, and then no more', async () => {
    const { near, age } = await someIssuers();
    const { id: first } = await near.keys.current();
    await age(first, 40 * DAY_MS);
    const next = await near.keys.rotate();
    await age(next, 6 * DAY_MS);
    await near.keys.dropUnused();
    expect(await near.keys.has(first)).toBe(true);
    await age(next, 8 * DAY_MS);
    await near.keys.dropUnused();
    expect(await near.keys.has(first)).toBe(false);
    expect(await near.keys.has(next)).toBe(true);
  });

  it('are made only where a cluster wants them', async () => {
    const { issuers } = await someIssuers();
    expect(issuers.of('open')).toBeUndefined();
    expect(issuers.all).toHaveLength(2);
  });

  it('are in trouble without the database, and say by which setting', async () => {
    const { near, knex } = await someIssuers();
    await knex.schema.dropTable('signing_keys');
    expect(await near.facts()).toEqual([
      {
        setting: 'temporal.clusters[0].jwt',
        trouble: 'The database does not give its key',
      },
    ]);
  });

  it('are signed by another key soon after theirs was taken out', async () => {
    const { knex, near, tokenFor } = await someIssuers();
    const { kid } = decodeProtectedHeader(await tokenFor('read'));
    await knex('signing_keys').where({ purpose: 'temporal/near' }).delete();
    const now = performance.now();
    const later = jest.spyOn(performance, 'now').mockReturnValue(now + 10_001);
    const next = decodeProtectedHeader(await tokenFor('read')).kid;
    later.mockRestore();
    expect(next).not.toBe(kid);
    const { keys } = await near.keys.publicKeySet();
    expect(keys.map(key => key.kid)).toEqual([next]);
  });
});
