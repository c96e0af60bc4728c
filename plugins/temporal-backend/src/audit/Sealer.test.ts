import { TestDatabases } from '@backstage/backend-test-utils';
import { decodeProtectedHeader } from 'jose';
import type { Knex } from 'knex';
import { Statements } from '../identity/Statements';
import { anAttempt } from '../__testUtils__/aTrail';
import { aSealedAudit, soon } from '../__testUtils__/sealedAudit';
import { beginningColumns } from './auditRow';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const DAY_MS = 86_400_000;

describe.each(databases.eachSupportedId())('the sealer in %s', databaseId => {
  let knex: Knex;
  let audit: Awaited<ReturnType<typeof aSealedAudit>>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    audit = await aSealedAudit(knex);
  });

  const sealed = async () =>
    (await audit.rows()).filter(row => row.sealed).map(row => row.id);

  it('waits for what is pending, and for what is young', async () => {
    const { sealer, trail } = audit;
    await trail.record(anAttempt(), async () => undefined);
    await trail.record(anAttempt(), async () => {
      await trail.record(anAttempt(), async () => undefined);
      await sealer.seal(soon());
      expect(await sealed()).toEqual([1]);
    });
    await sealer.seal();
    expect(await sealed()).toEqual([1]);
    await sealer.seal(soon());
    expect(await sealed()).toEqual([1, 2, 3]);
    expect(await audit.verify()).toMatchObject({
      ...{ findings: [], batches: 2, records: 3, waiting: { records: 0 } },
    });
  });

  it('seals many in batches of bounded size, and tells each anchor', async () => {
    const row = { ...beginningColumns(anAttempt()), outcome: 'succeeded' };
    const rows = Array.from({ length: 2_100 }, () => row);
    await knex.batchInsert('audit_records', rows, 40);
    await audit.sealer.seal(soon());
    const seals = await audit.seals();
    expect(seals.map(seal => seal.count)).toEqual([1000, 1000, 100]);
    expect(audit.recorded).toMatchObject(
      seals.map(({ digest, previous_digest }, i) => ({
        eventId: 'audit-seal',
        outcome: 'succeeded',
        meta: {
          number: i + 1,
          digest,
          anchor: `${i + 1}:${digest}`,
          ...(previous_digest && { previous: previous_digest }),
        },
      })),
    );
    expect((await audit.verify()).findings).toEqual([]);
  });

  it('seals once, however many try at the same time', async () => {
    const row = { ...beginningColumns(anAttempt()), outcome: 'succeeded' };
    const rows = Array.from({ length: 1_500 }, () => row);
    await knex.batchInsert('audit_records', rows, 40);
    await audit.keys.current();
    const at = soon();
    await Promise.all([1, 2, 3, 4].map(() => audit.sealer.seal(at)));
    await audit.sealer.seal(at);
    const seals = await audit.seals();
    expect(seals.map(seal => Number(seal.number))).toEqual([1, 2]);
    expect(await audit.verify()).toMatchObject({
      findings: [],
      records: 1_500,
    });
  });

  it('signs with the key of the moment, whose public half outlives it', async () => {
    const { keys } = audit;
    await audit.batches(1);
    await keys.rotate();
    await audit.batches(1);
    await knex('signing_keys').delete();
    await audit.batches(1);
    const seals = await audit.seals();
    expect(new Set(seals.map(seal => seal.key_id)).size).toBe(3);
    expect((await audit.verify()).findings).toEqual([]);
  });

  it('makes nothing that could pass for a statement', async () => {
    await audit.batches(1);
    const [{ jws }] = await audit.seals();
    expect(decodeProtectedHeader(jws)).toMatchObject({
      alg: 'ES256',
      typ: 'audit-seal+jwt',
    });
    const statements = new Statements(audit.keys);
    await expect(statements.verify(jws)).rejects.toThrow('"typ"');
  });

  it('drops whole batches when they are old, and the rest still verifies', async () => {
    await audit.batches(2, 3, 1);
    await knex('audit_seals')
      .whereIn('number', [1, 2])
      .update({ sealed_at: new Date(Date.now() - 2 * DAY_MS) });
    await audit.sealer.drop(new Date(Date.now() - DAY_MS));
    expect(await sealed()).toEqual([6]);
    const seals = await audit.seals();
    expect(seals.map(seal => seal.dropped_at !== null)).toEqual([
      ...[true, true, false],
    ]);
    expect(await audit.verify([], 0)).toMatchObject({
      ...{ findings: [], batches: 3, dropped: 2, records: 1 },
    });
    // The time of sealing is signed, too: this was not two days ago.
    expect((await audit.verify([], 1)).findings).toEqual([
      'batch 1 was removed before it was 1 days old',
      'batch 2 was removed before it was 1 days old',
    ]);
  });
});
