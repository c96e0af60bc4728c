import { TestDatabases } from '@backstage/backend-test-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { aReconciler, searchAttributes } from '../__testUtils__/aReconciler';
import { aRun } from '../__testUtils__/aRun';
import { elsewhere, labels, type Elsewhere } from '../__testUtils__/elsewhere';
import { startTemporal } from '../__testUtils__/temporalServer';
import { migrate } from '../database';
import { ensureSearchAttributes } from '../temporal/searchAttributes';
import { startWorkflow } from '../temporal/startWorkflow';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import { PLACE, someNamespaces } from '../__testUtils__/someNamespaces';
import { RunList } from './RunList';

jest.setTimeout(180_000);

const PAYMENTS_API = 'component:default/payments-api';
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('adoption in %s', databaseId => {
  let server: TestWorkflowEnvironment;
  let temporal: TemporalNamespaces;

  beforeAll(async () => {
    server = await startTemporal();
    const { address } = server;
    temporal = someNamespaces(address);
    await ensureSearchAttributes(temporal.of(PLACE), searchAttributes);
  });

  afterAll(async () => {
    await temporal?.close();
    await server?.teardown();
  });

  /** A ledger of its own, with one reconciler or, as replicas, two. */
  async function aHouse() {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    const one = aReconciler(knex, temporal);
    const { reconciler, ledger } = one;
    /** Rounds until visibility, which takes a moment, has shown it. */
    const adopted = async (id: string) => {
      for (let rounds = 0; rounds < 50; rounds += 1) {
        await reconciler.reconcile();
        const run = await ledger.get(id);
        if (run) return run;
      }
      throw new Error(`${id} was not adopted`);
    };
    const on = async (entityRef = PAYMENTS_API) => {
      const selection = { filters: { entityRef } };
      const { items } = await new RunList(knex).page(selection, { limit: 100 });
      const runs = await Promise.all(items.map(({ id }) => ledger.get(id)));
      return runs.filter(run => run !== undefined);
    };
    return { ...one, other: aReconciler(knex, temporal), adopted, on };
  }

  const start = (by?: Elsewhere) => elsewhere(temporal.of(PLACE), by);

  it('takes in what a client started, with what it says of itself', async () => {
    const { adopted, on, audited } = await aHouse();
    const handle = await start({ args: [{ rows: 3 }], taskQueue: 'idle' });
    const id = handle.firstExecutionRunId;
    expect(await adopted(id)).toMatchObject({
      verified: false,
      workflowId: handle.workflowId,
      action: { ref: '', title: 'echo' },
      target: { entityRef: PAYMENTS_API },
      initiator: { kind: 'user', entityRef: 'user:default/ada' },
      owners: ['group:default/payments'],
      workflowType: 'echo',
      taskQueue: 'idle',
      input: { rows: 3 },
      status: 'queued',
    });
    expect((await on()).map(run => run.id)).toContain(id);
    const records = await audited();
    expect(records.filter(({ run }) => run === id)).toMatchObject([
      {
        event: 'run-adopt',
        door: 'scheduler',
        caller: 'plugin:temporal',
        outcome: 'succeeded',
        target: PAYMENTS_API,
        initiator: undefined,
        details: { claimed: 'user:default/ada', workflow: handle.workflowId },
      },
    ]);
    await handle.terminate();
  });

  it('follows it to its end, and tells it from another under the same id', async () => {
    const { adopted, reconciler, ledger } = await aHouse();
    const workflowId = `nightly ${randomUUID()}`;
    const first = await start({ workflowId, args: ['a', 2] });
    const { id, input } = await adopted(first.firstExecutionRunId);
    expect(input).toEqual({ arguments: ['a', 2] });
    await first.terminate('enough');
    const second = await start({ workflowId });
    const next = await adopted(second.firstExecutionRunId);
    for (let rounds = 0; rounds < 5; rounds += 1) await reconciler.reconcile();
    expect(await ledger.get(id)).toMatchObject({
      status: 'terminated',
      failure: { message: 'enough' },
    });
    expect((await ledger.get(next.id))?.closedAt).toBeUndefined();
    await second.terminate();
  });

  it('takes in what a schedule starts', async () => {
    const { adopted } = await aHouse();
    const schedule = await server.client.schedule.create({
      scheduleId: `nightly-${randomUUID()}`,
      spec: {},
      action: {
        type: 'startWorkflow',
        workflowType: 'echo',
        taskQueue: 'idle',
        typedSearchAttributes: labels(PAYMENTS_API, 'nightly-schedule'),
      },
    });
    await schedule.trigger();
    const started = async () =>
      (await schedule.describe()).info.recentActions[0]?.action.workflow;
    while (!(await started())) await reconcileLater();
    const workflow = await started();
    const run = await adopted(workflow?.firstExecutionRunId ?? '');
    expect(run).toMatchObject({
      workflowId: workflow?.workflowId,
      initiator: { kind: 'service', subject: 'nightly-schedule' },
    });
    await schedule.delete();
    await server.client.workflow.getHandle(run.workflowId).terminate();
  });

  it('takes in a parent, and never its children', async () => {
    const { adopted, on, reconciler } = await aHouse();
    const worker = await Worker.create({
      connection: server.nativeConnection,
      taskQueue: 'families',
      workflowsPath: require.resolve('../__testUtils__/family'),
    });
    const parent = await start({
      workflowType: 'parent',
      taskQueue: 'families',
      args: [PAYMENTS_API],
    });
    await worker.runUntil(parent.result());
    await adopted(parent.firstExecutionRunId);
    for (let rounds = 0; rounds < 5; rounds += 1) await reconciler.reconcile();
    const family = (await on()).filter(run => run.taskQueue === 'families');
    expect(family).toMatchObject([
      { workflowType: 'parent', status: 'succeeded' },
    ]);
  });

  it('sets aside what names no entity, and says so once', async () => {
    const { adopted, logger, reconciler, ledger } = await aHouse();
    const bad = await start({ target: 'the payments\nthing' });
    const good = await start();
    await adopted(good.firstExecutionRunId);
    for (let rounds = 0; rounds < 5; rounds += 1) await reconciler.reconcile();
    expect(await ledger.get(bad.firstExecutionRunId)).toBeUndefined();
    const told = logger.warn.mock.calls.filter(([line]) =>
      line.includes(bad.workflowId),
    );
    expect(told).toHaveLength(1);
    expect(told[0][0]).toContain('"the payments thing" is no full entity');
    await Promise.all([bad.terminate(), good.terminate()]);
  });

  it('takes a copy of our statement for what it is', async () => {
    const { adopted, ledger } = await aHouse();
    const { run } = await ledger.insert(aRun({ taskQueue: 'idle' }));
    const pageUrl = 'http://localhost/run';
    const ours = await startWorkflow(temporal.of(PLACE), run, {
      searchAttributes,
      pageUrl,
    });
    await ledger.started(run.id, ours);
    const { statement } = run;
    const copy = await start({ statement });
    expect(await adopted(copy.firstExecutionRunId)).toMatchObject({
      verified: false,
      statement: '',
    });
    await server.client.workflow.getHandle(run.id).terminate();
    const reused = await start({ statement, workflowId: run.id });
    expect(await adopted(reused.firstExecutionRunId)).toMatchObject({
      verified: false,
      workflowId: run.id,
    });
    expect(await ledger.get(run.id)).toMatchObject({
      verified: true,
      firstExecutionRunId: ours,
    });
    expect(await ledger.get(ours)).toBeUndefined();
    await Promise.all([copy.terminate(), reused.terminate()]);
  });

  it('never adopts a run of ours, however far its start got', async () => {
    const { ledger, reconciler, on } = await aHouse();
    const { run } = await ledger.insert(aRun({ taskQueue: 'idle' }));
    await startWorkflow(temporal.of(PLACE), run, {
      searchAttributes,
      pageUrl: 'http://a',
    });
    for (let rounds = 0; rounds < 10; rounds += 1) await reconciler.reconcile();
    const its = (await on()).filter(({ workflowId }) => workflowId === run.id);
    expect(its.map(({ verified }) => verified)).toEqual([true]);
    await server.client.workflow.getHandle(run.id).terminate();
  });

  it('adopts once, when two replicas look at the same time', async () => {
    const { reconciler, other, on, audited } = await aHouse();
    const handles = await Promise.all(Array.from({ length: 8 }, () => start()));
    const ids = handles.map(handle => handle.firstExecutionRunId);
    const missing = async () => {
      const there = (await on()).map(run => run.id);
      return ids.filter(id => !there.includes(id));
    };
    while ((await missing()).length > 0) {
      await Promise.all([reconciler.reconcile(), other.reconciler.reconcile()]);
    }
    const records = (await audited()).filter(
      ({ event, outcome }) => event === 'run-adopt' && outcome === 'succeeded',
    );
    const adopted = records.flatMap(({ run }) => (run ? [run] : []));
    expect(adopted.filter(id => ids.includes(id)).sort()).toEqual(ids.sort());
    await Promise.all(handles.map(handle => handle.terminate()));
  });

  it('takes a flood in portions, and loses nothing of it', async () => {
    const { reconciler, ledger } = await aHouse();
    await reconciler.reconcile();
    const flood = Array.from({ length: 105 }, async () => {
      const handle = await start({ target: 'component:default/flooded' });
      await handle.terminate('over');
      return handle.firstExecutionRunId;
    });
    const ids = await Promise.all(flood);
    const here = async () => {
      const known = await Promise.all(ids.map(id => ledger.get(id)));
      return known.filter(run => run !== undefined);
    };
    await reconcileLater();
    await reconciler.reconcile();
    expect((await here()).length).toBeLessThanOrEqual(100);
    await reconciler.reconcile();
    const all = await here();
    expect(all).toHaveLength(105);
    expect(new Set(all.map(({ status }) => status))).toEqual(
      new Set(['terminated']),
    );
  });

  function reconcileLater(): Promise<unknown> {
    return new Promise(resolve => setTimeout(resolve, 500));
  }
});
