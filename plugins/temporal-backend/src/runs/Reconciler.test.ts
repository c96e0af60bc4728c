import { TestDatabases } from '@backstage/backend-test-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { migrate } from '../database';
import { ensureSearchAttributes } from '../temporal/searchAttributes';
import { startWorkflow } from '../temporal/startWorkflow';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import { PLACE, someNamespaces } from '../__testUtils__/someNamespaces';
import { aReconciler, searchAttributes } from '../__testUtils__/aReconciler';
import { aRun } from '../__testUtils__/aRun';
import { aWire } from '../__testUtils__/aWire';
import { startTemporal } from '../__testUtils__/temporalServer';
import type { DatabaseRunLedger } from './DatabaseRunLedger';
import type { Reconciler } from './Reconciler';
import type { NewRun } from './RunLedger';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('the reconciler', () => {
  let server: TestWorkflowEnvironment;
  let wire: Awaited<ReturnType<typeof aWire>>;
  let temporal: TemporalNamespaces;
  let ledger: DatabaseRunLedger;
  let reconciler: Reconciler;

  beforeAll(async () => {
    server = await startTemporal();
    wire = await aWire(server.address);
    temporal = someNamespaces(wire.address);
    await ensureSearchAttributes(temporal.of(PLACE), searchAttributes);
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    ({ ledger, reconciler } = aReconciler(knex, temporal));
  });

  afterAll(async () => {
    await temporal?.close();
    await wire?.close();
    await server?.teardown();
  });

  /** A run that was written and started, and that nobody watches. */
  async function started(rest: Partial<NewRun> = {}) {
    const { run } = await ledger.insert(aRun({ taskQueue: 'idle', ...rest }));
    const first = await startWorkflow(temporal.of(PLACE), run, {
      searchAttributes,
      pageUrl: 'http://localhost/run',
    });
    return { run, first };
  }

  async function working(work: () => Promise<unknown>) {
    const worker = await Worker.create({
      connection: server.nativeConnection,
      taskQueue: 'payments',
      workflowsPath: require.resolve('../__testUtils__/chain'),
    });
    await worker.runUntil(work);
  }

  it('closes a run that ended while nobody watched, with its result', async () => {
    const { run, first } = await started({
      workflowType: 'echo',
      taskQueue: 'payments',
    });
    await ledger.started(run.id, first);
    await working(() => server.client.workflow.getHandle(run.id).result());
    await reconciler.reconcile();
    expect(await ledger.get(run.id)).toMatchObject({
      status: 'succeeded',
      result: { name: 'Ada' },
      closedAt: expect.any(Date),
    });
  });

  it('learns that a start without an answer had worked', async () => {
    const { run, first } = await started();
    expect((await ledger.get(run.id))?.status).toBe('requested');
    await reconciler.reconcile();
    expect(await ledger.get(run.id)).toMatchObject({
      firstExecutionRunId: first,
      startedAt: expect.any(Date),
    });
  });

  it('fails a start that never came, but only after its time', async () => {
    const over = { leaseUntil: new Date(0), startBy: new Date(0) };
    const late = aRun(over);
    const early = aRun({ leaseUntil: new Date(0) });
    await ledger.insert(late);
    await ledger.insert(early);
    await reconciler.reconcile();
    expect(await ledger.get(late.id)).toMatchObject({
      status: 'failed',
      failure: { type: 'NotStarted' },
    });
    expect((await ledger.get(early.id))?.status).toBe('requested');
  });

  it('does not take another workflow under the run’s id for the run', async () => {
    const over = { leaseUntil: new Date(0), startBy: new Date(0) };
    const { run } = await ledger.insert(aRun(over));
    await server.client.workflow.start('echo', {
      workflowId: run.id,
      taskQueue: 'idle',
    });
    await reconciler.reconcile();
    expect(await ledger.get(run.id)).toMatchObject({
      status: 'failed',
      failure: { type: 'NotStarted' },
    });
  });

  it('keeps a run open that continued as new, and closes it at the chain’s end', async () => {
    const { run, first } = await started({
      workflowType: 'chain',
      taskQueue: 'payments',
      input: { left: 2 },
    });
    await ledger.started(run.id, first);
    const handle = server.client.workflow.getHandle(run.id);
    await working(async () => {
      // The last execution of the three waits on its timer.
      const ids = new Set<string>();
      while (ids.size < 2 || (await handle.describe()).historyLength < 5) {
        ids.add((await handle.describe()).runId);
      }
    });
    await reconciler.reconcile();
    const open = await ledger.get(run.id);
    expect(open?.closedAt).toBeUndefined();
    await handle.terminate('enough of it');
    // Visibility may take a moment to list it as closed.
    while (!(await ledger.get(run.id))?.closedAt) await reconciler.reconcile();
    expect(await ledger.get(run.id)).toMatchObject({
      status: 'terminated',
      failure: { message: 'enough of it' },
    });
  });

  it('says that it lost sight of a run while Temporal is down, and finds it again', async () => {
    const { run, first } = await started();
    await ledger.started(run.id, first);
    wire.silence();
    await reconciler.reconcile();
    expect((await ledger.get(run.id))?.status).toBe('unknown');
    wire.mend();
    // What was cut may take one more round to be connected again.
    await reconciler.reconcile();
    await reconciler.reconcile();
    expect((await ledger.get(run.id))?.status).not.toBe('unknown');
  });

  it('says so when Temporal has forgotten a run', async () => {
    const { run } = await ledger.insert(aRun());
    await ledger.started(run.id, '0197f0c8-0000-7000-8000-000000000000');
    await reconciler.reconcile();
    expect(await ledger.get(run.id)).toMatchObject({
      status: 'failed',
      failure: { type: 'Lost' },
    });
  });
});
