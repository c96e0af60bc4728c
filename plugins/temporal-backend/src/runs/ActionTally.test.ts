import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { RunFilters, RunStatus } from 'backstage-plugin-temporal-common';
import { randomUUID } from 'node:crypto';
import { aRun } from '../__testUtils__/aRun';
import { migrate } from '../database';
import { ActionTally } from './ActionTally';
import { toColumns } from './ledgerRow';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const now = Date.UTC(2026, 10, 25, 8);
const PAYMENTS = 'group:default/payments';

describe.each(databases.eachSupportedId())('figures of runs in %s', id => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(id);
    await migrate(knex);
  });

  /** A run that was asked for so many minutes ago, and how it ended. */
  async function ended(
    action: string,
    minutesAgo: number,
    rest: {
      status?: RunStatus;
      tookMs?: number;
      waitedMs?: number;
      initiator?: string;
    } = {},
  ) {
    const { initiator = 'ada', status = 'succeeded', tookMs, waitedMs } = rest;
    const requestedAt = new Date(now - minutesAgo * 60_000);
    const at = (ms: number) => new Date(requestedAt.getTime() + ms);
    const run = aRun({
      action: { ref: `action:default/${action}`, title: action, digest: 'd' },
      initiator: { kind: 'user', entityRef: `user:default/${initiator}` },
      requestedAt,
    });
    await knex('runs').insert({
      ...toColumns(run),
      version: 1,
      status,
      first_execution_run_id: randomUUID(),
      started_at: tookMs === undefined ? null : requestedAt,
      approved_at: waitedMs === undefined ? null : at(waitedMs),
      closed_at: at((waitedMs ?? 0) + (tookMs ?? 0)),
    });
    await knex('run_owners').insert({
      run_id: run.id,
      owner_ref: PAYMENTS,
      requested_at: requestedAt,
    });
  }

  const figures = async (filters: RunFilters = {}) =>
    (await new ActionTally(knex).of({ filters })).items;

  it('say how many succeeded, and how long that took in the median', async () => {
    for (const [i, tookMs] of [9_000, 1_000, 2_000].entries()) {
      await ended('greet', i, { tookMs });
    }
    await ended('greet', 4, { status: 'failed', tookMs: 1 });
    await ended('move', 5, { status: 'terminated', tookMs: 1 });
    expect(await figures()).toEqual([
      {
        action: { ref: 'action:default/greet', title: 'greet' },
        finished: 4,
        succeeded: 3,
        usualMs: 2_000,
      },
      {
        action: { ref: 'action:default/move', title: 'move' },
        finished: 1,
        succeeded: 0,
        usualMs: undefined,
      },
    ]);
  });

  it('count neither the time of an approval nor what nobody approved', async () => {
    await ended('greet', 1, { tookMs: 1_000, waitedMs: 86_400_000 });
    for (const status of ['rejected', 'expired', 'withdrawn'] as const) {
      await ended('greet', 2, { status, tookMs: 5 });
    }
    expect(await figures()).toMatchObject([
      { finished: 1, succeeded: 1, usualMs: 1_000 },
    ]);
  });

  it('are of the latest hundred of each action, however seldom it is run', async () => {
    await ended('seldom', 1_000, { tookMs: 7 });
    for (let i = 0; i < 120; i += 1) {
      const status = i < 100 ? 'succeeded' : 'failed';
      await ended('often', i, { status, tookMs: 5 });
    }
    for (const filters of [{}, { owner: PAYMENTS }]) {
      expect(await figures(filters)).toMatchObject([
        { finished: 100, succeeded: 100, usualMs: 5 },
        { finished: 1, succeeded: 1, usualMs: 7 },
      ]);
    }
  });

  it('are of the runs that are looked for', async () => {
    await ended('greet', 1, { tookMs: 1 });
    await ended('greet', 2, { tookMs: 3, initiator: 'sam' });
    await ended('move', 3, { tookMs: 5, initiator: 'sam' });
    expect(await figures({ initiator: 'user:default/sam' })).toMatchObject([
      { usualMs: 3 },
      { usualMs: 5 },
    ]);
    expect(
      await figures({ from: new Date(now - 90_000).toISOString() }),
    ).toMatchObject([{ finished: 1, usualMs: 1 }]);
    expect(await figures({ action: 'action:default/move' })).toHaveLength(1);
  });
});
