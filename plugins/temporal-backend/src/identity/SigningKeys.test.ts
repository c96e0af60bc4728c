import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrate } from '../database';
import { DatabaseRunLedger } from '../runs/DatabaseRunLedger';
import { aRun } from '../__testUtils__/aRun';
import { aTrail } from '../__testUtils__/aTrail';
import { rotateKeys } from './rotateKeys';
import { SigningKeys } from './SigningKeys';

const DAY_MS = 86_400_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('signing keys', () => {
  async function keysOf(age: number) {
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    const keys = new SigningKeys(knex);
    const { id } = await keys.current();
    await agedBy(knex, age);
    return { knex, keys, id };
  }

  async function agedBy(knex: Knex, days: number, id?: string) {
    const created_at = new Date(Date.now() - days * DAY_MS);
    await knex('signing_keys')
      .where(id ? { id } : {})
      .update({ created_at });
  }

  const published = async (keys: SigningKeys) =>
    (await keys.publicKeySet()).keys.map(key => key.kid);

  it('stay while they are young', async () => {
    const { keys, id } = await keysOf(29);
    expect(await keys.isDue(30 * DAY_MS)).toBe(false);
    await keys.dropUnused();
    expect(await published(keys)).toEqual([id]);
  });

  it('are replaced when old, and still published for what they signed', async () => {
    const { keys, id } = await keysOf(31);
    expect(await keys.isDue(30 * DAY_MS)).toBe(true);
    const next = await keys.rotate();
    await keys.dropUnused();
    expect((await keys.current()).id).toBe(next);
    expect(await published(keys)).toEqual([next, id]);
  });

  it('go when nothing unfinished was signed with them', async () => {
    const { keys, knex, id } = await keysOf(38);
    const ledger = new DatabaseRunLedger(knex);
    const run = aRun({ keyId: id });
    await ledger.insert(run);
    const next = await keys.rotate();
    await agedBy(knex, 8, next);
    await keys.dropUnused();
    expect(await published(keys)).toEqual([next, id]);
    const end = { closedAt: new Date(), timeline: [] };
    await ledger.close(run, { ...end, status: 'succeeded' });
    await keys.dropUnused();
    expect(await published(keys)).toEqual([next]);
  });

  it('are replaced on the record', async () => {
    const { keys, knex, id } = await keysOf(31);
    const { trail, rows } = aTrail(knex);
    await rotateKeys({ keys, audit: trail }, 30 * DAY_MS);
    await rotateKeys({ keys, audit: trail }, 30 * DAY_MS);
    const [next, ...rest] = await published(keys);
    expect(rest).toEqual([id]);
    expect(await rows()).toMatchObject([
      {
        event: 'key-rotate',
        caller: 'plugin:temporal',
        door: 'scheduler',
        outcome: 'succeeded',
        details: { key: next, purpose: 'statements' },
      },
    ]);
  });
});
