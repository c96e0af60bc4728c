import { TestDatabases } from '@backstage/backend-test-utils';
import type { RunFilters } from 'backstage-plugin-temporal-common';
import { aRun } from '../__testUtils__/aRun';
import { migrate } from '../database';
import { encodeCursor } from './cursor';
import { DatabaseRunLedger } from './DatabaseRunLedger';
import type { ListedRun } from './ListedRun';
import { RunList } from './RunList';
import type { NewRun, Outcome } from './RunLedger';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 8, minute));
const PAYMENTS = 'group:default/payments';
const ORDERS = 'group:default/orders';
const greet = { ref: 'action:default/greet', title: 'Greet', digest: 'd' };
const migrateIt = { ref: 'action:default/move', title: 'Move', digest: 'd' };

/** Runs by the names that the tests give them, the oldest first. */
const runs = {
  adas: aRun({ requestedAt: at(1), reason: 'Release 100% of it' }),
  samsMove: aRun({
    requestedAt: at(2),
    action: migrateIt,
    initiator: { kind: 'user', entityRef: 'user:default/sam' },
    owners: [ORDERS],
    target: { entityRef: 'component:default/orders-api' },
  }),
  machines: aRun({
    requestedAt: at(3),
    initiator: { kind: 'service', subject: 'external:CI' },
    owners: [PAYMENTS, ORDERS],
  }),
  failed: aRun({ requestedAt: at(4), reason: 'Because: "quarter"' }),
  stopped: aRun({ requestedAt: at(4), action: migrateIt }),
  open: aRun({ requestedAt: at(5) }),
} satisfies Record<string, NewRun>;

type Name = keyof typeof runs;

const ended = (status: Outcome['status'], minute: number): Outcome => ({
  status,
  closedAt: at(minute),
  timeline: [],
});

describe.each(databases.eachSupportedId())('lists of runs in %s', id => {
  let lists: RunList;

  beforeAll(async () => {
    const knex = await databases.init(id);
    await migrate(knex);
    const ledger = new DatabaseRunLedger(knex);
    lists = new RunList(knex);
    for (const run of Object.values(runs)) await ledger.insert(run);
    await ledger.stopped(runs.stopped.id, {
      verb: 'cancel',
      by: 'user:default/ada',
      reason: 'Wrong quarter',
      at: at(6).toISOString(),
    });
    await ledger.close(runs.stopped, ended('cancelled', 6));
    await ledger.close(runs.failed, ended('failed', 6));
    await ledger.close(runs.machines, ended('succeeded', 6));
  });

  const named = (found: readonly ListedRun[]) =>
    found
      .map(run =>
        Object.entries(runs).find(([, { id: runId }]) => runId === run.id),
      )
      .map(entry => entry?.[0]);

  async function find(filters: RunFilters): Promise<unknown[]> {
    const page = await lists.page({ filters }, { limit: 100 });
    return named(page.items).sort();
  }

  it.each<[string, RunFilters, Name[]]>([
    ['none', {}, ['adas', 'samsMove', 'machines', 'failed', 'stopped', 'open']],
    ['a target', { entityRef: 'component:default/orders-api' }, ['samsMove']],
    ['an initiator', { initiator: 'user:default/sam' }, ['samsMove']],
    ['a person in capitals', { initiator: 'User:Default/Sam' }, ['samsMove']],
    ['a machine', { initiator: 'external:CI' }, ['machines']],
    ['an owner', { owner: ORDERS }, ['samsMove', 'machines']],
    ['an action', { action: migrateIt.ref }, ['samsMove', 'stopped']],
    ['a status', { status: ['failed'] }, ['failed']],
    [
      'several statuses',
      { status: ['failed', 'cancelled'] },
      ['failed', 'stopped'],
    ],
    [
      'open ones',
      { status: ['requested', 'running'] },
      ['adas', 'samsMove', 'open'],
    ],
    ['no status', { status: [] }, []],
    ['a part of its reason', { text: 'RELEASE' }, ['adas']],
    ['a part of either reason', { text: 'quarter' }, ['failed', 'stopped']],
    ['a wildcard as it stands', { text: '%' }, ['adas']],
    ['another one as it stands', { text: '_' }, []],
    ['the escape character as it stands', { text: '!' }, []],
    ['no key of what is stored', { text: 'verb' }, []],
    ['from', { from: at(5).toISOString() }, ['open']],
    ['to', { to: at(2).toISOString() }, ['adas']],
    [
      'all at once',
      {
        owner: PAYMENTS,
        action: greet.ref,
        status: ['succeeded', 'failed'],
        from: at(3).toISOString(),
        to: '2026-11-25T09:04:00+01:00',
      },
      ['machines'],
    ],
  ])('are found by %s', async (_, filters, names) => {
    expect(await find(filters)).toEqual([...names].sort());
  });

  it.each<[string, RunFilters]>([
    ['of all', {}],
    ['of an owner', { owner: PAYMENTS }],
  ])('%s come page by page, newest first, each once', async (_, filters) => {
    const all = await find(filters);
    const found: ListedRun[] = [];
    let cursor: string | undefined;
    do {
      const page = await lists.page({ filters }, { limit: 2, cursor });
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(named(found).sort()).toEqual(all);
    const times = found.map(run => run.requestedAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('refuse a cursor with an id that is none', async () => {
    const cursor = encodeCursor({ requestedAt: at(1), id: '-'.repeat(36) });
    const page = lists.page({ filters: {} }, { limit: 1, cursor });
    await expect(page).rejects.toThrow('cursor is not one');
  });

  it('hold what is shown of a run, and nothing of what went in', async () => {
    const page = await lists.page({ filters: {} }, { limit: 1 });
    expect(page.items).toMatchObject([
      { id: runs.open.id, owners: [PAYMENTS], status: 'requested', attempt: 1 },
    ]);
    for (const name of ['input', 'result', 'failure', 'statement']) {
      expect(page.items[0]).not.toHaveProperty(name);
    }
  });

  it('know every target once', async () => {
    expect(await lists.targets()).toEqual([
      'component:default/orders-api',
      'component:default/payments-api',
    ]);
  });
});
