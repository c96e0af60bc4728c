import { TestDatabases } from '@backstage/backend-test-utils';
import { randomUUID } from 'node:crypto';
import { migrate } from '../database';
import { factsOf } from '../policy/runRules';
import { PLACE } from '../__testUtils__/someNamespaces';
import { aRun } from '../__testUtils__/aRun';
import { DatabaseRunLedger } from './DatabaseRunLedger';
import type { Outcome } from './RunLedger';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
});

const succeeded = (): Outcome => ({
  status: 'succeeded',
  closedAt: new Date(),
  result: { tables: 3 },
  timeline: [],
});

describe.each(databases.eachSupportedId())('the ledger in %s', databaseId => {
  async function aLedger() {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    return new DatabaseRunLedger(knex);
  }

  it('keeps all that is written of a run', async () => {
    const ledger = await aLedger();
    const run = aRun({
      target: { entityRef: 'component:default/a', environment: 'production' },
      initiator: { kind: 'service', subject: 'external:ci' },
    });
    const { outcome } = await ledger.insert(run);
    expect(outcome).toBe('inserted');
    expect(await ledger.get(run.id)).toMatchObject({
      ...run,
      status: 'requested',
      attempt: 1,
    });
  });

  it('answers a request made twice with the first run', async () => {
    const ledger = await aLedger();
    const run = aRun();
    const again = aRun({ requestKey: run.requestKey });
    const results = await Promise.all([
      ledger.insert(run),
      ledger.insert(again),
    ]);
    const outcomes = results.map(result => result.outcome).sort();
    expect(outcomes).toEqual(['inserted', 'repeated']);
    expect(new Set(results.map(result => result.run.id)).size).toBe(1);
  });

  it('lets one unfinished run hold a target, and the next in when it is over', async () => {
    const ledger = await aLedger();
    const first = aRun({ onePerTarget: true });
    const second = aRun({ onePerTarget: true });
    await ledger.insert(first);
    expect(await ledger.insert(second)).toMatchObject({
      outcome: 'held',
      run: { id: first.id },
    });
    await ledger.close(first, succeeded());
    expect(await ledger.insert(second)).toMatchObject({ outcome: 'inserted' });
  });

  it('gives a run to one first execution only', async () => {
    const ledger = await aLedger();
    const run = aRun();
    await ledger.insert(run);
    const ours = randomUUID();
    expect(await ledger.started(run.id, ours)).toBe(true);
    expect(await ledger.started(run.id, ours)).toBe(true);
    expect(await ledger.started(run.id, randomUUID())).toBe(false);
  });

  it('closes a run once and then lets nothing change it', async () => {
    const ledger = await aLedger();
    const run = aRun();
    await ledger.insert(run);
    expect(await ledger.close(run, succeeded())).toBe(true);
    const failed: Outcome = { ...succeeded(), status: 'failed' };
    expect(await ledger.close(run, failed)).toBe(false);
    await ledger.observe(run, { status: 'running', pageChanged: true });
    expect(await ledger.started(run.id, randomUUID())).toBe(false);
    expect(await ledger.get(run.id)).toMatchObject({
      status: 'succeeded',
      result: { tables: 3 },
    });
  });

  it('knows who told a paused run to stop, and that it is paused still', async () => {
    const ledger = await aLedger();
    const run = aRun();
    const stop = {
      verb: 'cancel',
      by: 'user:default/ada',
      at: new Date().toISOString(),
      reason: 'Wrong release',
    } as const;
    const looked = { id: run.id, attempt: 1 };
    await ledger.insert(run);
    await ledger.started(run.id, randomUUID());
    await ledger.observe(looked, { status: 'paused', pageChanged: false });
    await ledger.stopped(run.id, stop);
    expect(await ledger.get(run.id)).toMatchObject({ status: 'paused', stop });
    await ledger.observe(looked, { status: 'stopping', pageChanged: false });
    expect(await ledger.get(run.id)).toMatchObject({
      status: 'stopping',
      stop,
    });
  });

  it('raises the version with each change and with nothing else', async () => {
    const ledger = await aLedger();
    const run = aRun();
    await ledger.insert(run);
    const before = await ledger.version();
    const seen = { status: 'retrying', pageChanged: false } as const;
    await ledger.observe(run, seen);
    await ledger.observe(run, seen);
    expect(await ledger.version()).toBe(before + 1);
    expect(await ledger.changesSince(before)).toEqual([
      {
        runId: run.id,
        attempt: 1,
        targetRef: run.target.entityRef,
        version: before + 1,
        facts: factsOf({ ...run, verified: true }),
      },
    ]);
  });

  it('never shows a later version before an earlier one', async () => {
    const ledger = await aLedger();
    const runs = Array.from({ length: 20 }, () => aRun());
    let seen = 0;
    const reading = (async () => {
      while (seen < runs.length) {
        const changes = await ledger.changesSince(seen);
        for (const { version } of changes) {
          expect(version).toBe(seen + 1);
          seen = version;
        }
      }
    })();
    await Promise.all([reading, ...runs.map(run => ledger.insert(run))]);
    expect(seen).toBe(runs.length);
  });

  it('lets one of many take over a start that got no answer', async () => {
    const ledger = await aLedger();
    const run = aRun({ leaseUntil: new Date(0) });
    await ledger.insert(run);
    const until = new Date(Date.now() + 15_000);
    const won = await Promise.all(
      [1, 2, 3, 4].map(() => ledger.renewLease(run.id, until)),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    await ledger.releaseLease(run.id, until);
    expect(await ledger.renewLease(run.id, until)).toBe(true);
  });

  it('says that it lost sight of what is open, and when it was last seen', async () => {
    const ledger = await aLedger();
    const [open, requested] = [aRun(), aRun()];
    await ledger.insert(open);
    await ledger.insert(requested);
    await ledger.started(open.id, randomUUID());
    const seen = await ledger.get(open.id);
    await ledger.lostSight(PLACE);
    expect(await ledger.get(open.id)).toMatchObject({
      status: 'unknown',
      observedAt: seen?.observedAt,
    });
    const other = await ledger.get(requested.id);
    expect(other?.status).toBe('requested');
  });

  it('forgets only what Temporal never heard of', async () => {
    const ledger = await aLedger();
    const [started, unsent] = [aRun(), aRun()];
    await ledger.insert(started);
    await ledger.insert(unsent);
    await ledger.started(started.id, randomUUID());
    await ledger.discard(started.id, started.leaseUntil);
    await ledger.discard(unsent.id, unsent.leaseUntil);
    expect(await ledger.get(started.id)).toBeDefined();
    expect(await ledger.get(unsent.id)).toBeUndefined();
  });
});
