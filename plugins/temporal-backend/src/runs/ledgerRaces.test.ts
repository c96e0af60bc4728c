import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { migrate } from '../database';
import { PLACE } from '../__testUtils__/someNamespaces';
import { aRun } from '../__testUtils__/aRun';
import { DatabaseRunLedger } from './DatabaseRunLedger';
import { toColumns } from './ledgerRow';
import type { NewRun } from './RunLedger';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
});

describe.each(databases.eachSupportedId())('two at once in %s', databaseId => {
  let knex: Knex;
  let ledger: DatabaseRunLedger;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex);
    ledger = new DatabaseRunLedger(knex);
  });

  /** A run that Temporal has started. */
  async function aStartedRun(rest: Partial<NewRun> = {}) {
    const run = aRun(rest);
    const temporalRunId = randomUUID();
    await ledger.insert(run);
    await ledger.started(run.id, temporalRunId);
    return { id: run.id, temporalRunId };
  }

  it('never reopens a run that ended while it was seen to be open', async () => {
    for (let i = 0; i < 20; i += 1) {
      const { id, temporalRunId } = await aStartedRun();
      await ledger.lostSight(PLACE);
      const end = { status: 'succeeded', timeline: [] } as const;
      await Promise.all([
        ledger.seen([{ workflowId: id, temporalRunId }]),
        ledger.close({ id, attempt: 1 }, { ...end, closedAt: new Date() }),
      ]);
      expect((await ledger.get(id))?.status).toBe('succeeded');
    }
  });

  it('does not take another execution under a run’s id for the run', async () => {
    const { id, temporalRunId } = await aStartedRun();
    const another = { workflowId: id, temporalRunId: randomUUID() };
    expect(await ledger.seen([another])).toEqual([]);
    expect(await ledger.seen([{ workflowId: id, temporalRunId }])).toEqual([
      id,
    ]);
  });

  it('lets nobody discard a run whose start another has taken over', async () => {
    const first = new Date(Date.now() - 1);
    const run = aRun({ leaseUntil: first });
    await ledger.insert(run);
    const second = new Date(Date.now() + 15_000);
    expect(await ledger.renewLease(run.id, second)).toBe(true);
    await ledger.releaseLease(run.id, first);
    await ledger.discard(run.id, first);
    expect(await ledger.get(run.id)).toMatchObject({ leaseUntil: second });
    await ledger.discard(run.id, second);
    expect(await ledger.get(run.id)).toBeUndefined();
  });

  it('starts anew when the first of two equal requests is taken back', async () => {
    // Another run of the action, which holds nothing.
    await ledger.insert(aRun());
    for (let i = 0; i < 20; i += 1) {
      const first = aRun();
      const again = aRun({ requestKey: first.requestKey });
      await ledger.insert(first);
      const [, answer] = await Promise.all([
        ledger.discard(first.id, first.leaseUntil),
        ledger.insert(again),
      ]);
      expect(answer).toMatchObject({
        outcome: expect.stringMatching(/inserted|repeated/),
      });
    }
  });

  it('names the run that holds the target, not another of the action', async () => {
    await ledger.insert(aRun());
    const holder = aRun({ onePerTarget: true });
    await ledger.insert(holder);
    expect(await ledger.insert(aRun({ onePerTarget: true }))).toMatchObject({
      outcome: 'held',
      run: { id: holder.id },
    });
  });

  it('tells of every run, however many changed at once', async () => {
    const many = Array.from({ length: 5_100 }, () => toColumns(aRun()));
    const rows = many.map(row => ({ ...row, version: 1 }));
    await knex.batchInsert('runs', rows, 20);
    expect(await ledger.changesSince(0)).toHaveLength(5_100);
  });

  it('can be taken down and put up again', async () => {
    const directory = `${__dirname}/../../migrations`;
    await knex.migrate.rollback({ directory }, true);
    await migrate(knex);
    expect(await ledger.version()).toBe(0);
  });
});
