import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { anAttempt } from '../__testUtils__/aTrail';
import { aSealedAudit, soon } from '../__testUtils__/sealedAudit';
import { beginningColumns } from './auditRow';
import { signSeal } from './seal';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('verifying %s', databaseId => {
  let knex: Knex;
  let audit: Awaited<ReturnType<typeof aSealedAudit>>;

  // Batches of the records 1 to 3, 4 and 5, 6; record 7 waits.
  beforeEach(async () => {
    knex = await databases.init(databaseId);
    audit = await aSealedAudit(knex);
    await audit.batches(3, 2, 1);
    await audit.trail.record(anAttempt(), async () => undefined);
  });

  const records = () => knex('audit_records');
  const seals = () => knex('audit_seals');
  const findings = async () => (await audit.verify()).findings;

  it('finds nothing where nothing was touched', async () => {
    const [, , last] = await audit.seals();
    expect(await audit.verify()).toEqual({
      findings: [],
      ...{
        batches: 3,
        dropped: 0,
        records: 6,
        waiting: { records: 1, since: expect.any(Date) },
      },
      anchor: `3:${last.digest}`,
    });
  });

  it.each([
    ['caller', 'user:default/eve'],
    ['at', new Date(0)],
    ['outcome', 'denied'],
    ['target_ref', null],
    ['details', '{ }'],
    ['finished_at', null],
  ])('finds a record whose %s was changed', async (column, value) => {
    await records().where({ id: 4 }).update(column, value);
    expect(await findings()).toEqual(['record 4 of batch 2 was changed']);
  });

  it('finds a record that was removed, and one put in its place', async () => {
    await records().where({ id: 2 }).delete();
    expect(await findings()).toEqual(['record 2 of batch 1 was removed']);
    const row = { ...beginningColumns(anAttempt()), id: 2, seal: 1 };
    await records().insert(row);
    expect(await findings()).toEqual(['record 2 of batch 1 was changed']);
  });

  it('finds a record that was put where none was sealed', async () => {
    // A gap, as a failed insert leaves one.
    await records().where({ id: 7 }).update({ id: 8 });
    await audit.sealer.seal(soon());
    await records().insert({ ...beginningColumns(anAttempt()), id: 7 });
    expect(await findings()).toEqual(['record 7 was added inside batch 4']);
  });

  it('finds a record that says it is not sealed', async () => {
    await records().where({ id: 5 }).update({ seal: null });
    expect(await findings()).toEqual([
      'record 5 no longer says that it is of batch 2',
    ]);
  });

  it('finds a seal that was removed, and the last one by what it sealed', async () => {
    await seals().where({ number: 2 }).delete();
    expect(await findings()).toEqual(['batch 2 is missing']);
    await seals().where({ number: 3 }).delete();
    expect(await findings()).toEqual([
      'batch 2 is missing, and has records',
      'batch 3 is missing, and has records',
    ]);
  });

  it('finds a seal that was changed', async () => {
    await seals().where({ number: 2 }).update({ count: 1 });
    await seals().where({ number: 3 }).update({ jws: 'a.b.c' });
    await seals().where({ number: 1 }).update({ records: '[[1' });
    expect(await findings()).toEqual([
      'batch 1: its list of records is not the one that was sealed',
      'record 1 was added inside batch 1',
      'record 2 was added inside batch 1',
      'record 3 was added inside batch 1',
      'batch 2: its seal is not what was signed',
      'batch 3: its signature is wrong',
    ]);
  });

  it('finds records that were removed as if they were old', async () => {
    await records().where({ seal: 2 }).delete();
    await seals()
      .where({ number: 2 })
      .update({ records: null, dropped_at: new Date() });
    expect(await findings()).toEqual([
      'batch 2 was removed, but not one before it',
    ]);
    await records().where({ seal: 1 }).delete();
    await seals()
      .where({ number: 1 })
      .update({ records: null, dropped_at: new Date() });
    expect(await findings()).toEqual([
      'batch 1 was removed before it was 400 days old',
      'batch 2 was removed before it was 400 days old',
    ]);
  });

  it('finds a batch that a stranger’s key signed in the name of ours', async () => {
    const [{ jws, key_id }] = await audit.seals();
    const other = await databases.init(databaseId);
    const theirs = (await aSealedAudit(other)).keys;
    const { id, key } = await theirs.current();
    const public_jwk = JSON.stringify({
      ...(await theirs.publicKey(id)),
      kid: key_id,
    });
    const payload = Buffer.from(jws.split('.')[1], 'base64url').toString();
    const forged = await signSeal(JSON.parse(payload), { id: key_id, key });
    await seals().where({ number: 1 }).update({ jws: forged, public_jwk });
    expect(await findings()).toEqual([
      `batch 1: it was signed by another key that calls itself ${key_id}`,
    ]);
  });

  it('finds by an anchor what was sealed again from some batch on', async () => {
    const kept = await audit.seals();
    const anchors = kept.map(({ number, digest }): [number, string] => [
      Number(number),
      digest,
    ]);
    await records().where({ id: 4 }).update({ caller: 'user:default/eve' });
    await seals().where('number', '>', 1).delete();
    await records().where('id', '>', 3).update({ seal: null });
    const resealed = await aSealedAudit(knex);
    await resealed.sealer.seal(soon());
    expect(await findings()).toEqual([]);
    expect((await audit.verify(anchors)).findings).toEqual([
      expect.stringContaining('batch 2: it is not the one of your anchor'),
      'batch 3, of which you gave an anchor, is missing',
    ]);
    expect((await audit.verify([anchors[0]])).findings).toEqual([]);
  });
});
