import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { aRun } from '../__testUtils__/aRun';
import { startTemporal } from '../__testUtils__/temporalServer';
import type { LedgerRun } from '../runs/RunLedger';
import { RunView } from './RunView';
import type { TemporalNamespaces } from './TemporalNamespaces';
import { PLACE, someNamespaces } from '../__testUtils__/someNamespaces';

jest.setTimeout(120_000);

describe('what is seen of a run', () => {
  let server: TestWorkflowEnvironment;
  let temporal: TemporalNamespaces;

  beforeAll(async () => {
    server = await startTemporal();
    const { address } = server;
    temporal = someNamespaces(address);
  });

  afterAll(async () => {
    await temporal?.close();
    await server?.teardown();
  });

  /** A run whose first execution is in Temporal. */
  async function started(workflowType: string, rest: object = {}) {
    const draft = aRun({ workflowType, input: { left: 1 } });
    const handle = await server.client.workflow.start(workflowType, {
      workflowId: draft.id,
      taskQueue: 'payments',
      args: [draft.input],
      ...rest,
    });
    const run: LedgerRun = {
      ...draft,
      version: 1,
      verified: true,
      workflowId: draft.id,
      attempt: 1,
      status: 'running',
      observedAt: new Date(),
      firstExecutionRunId: handle.firstExecutionRunId,
    };
    return { run, handle: server.client.workflow.getHandle(run.id) };
  }

  async function working<T>(work: () => Promise<T>): Promise<T> {
    const worker = await Worker.create({
      connection: server.nativeConnection,
      taskQueue: 'payments',
      workflowsPath: require.resolve('../__testUtils__/chain'),
    });
    return worker.runUntil(work);
  }

  /** A run that went on in a second execution, which waits. */
  async function aChain() {
    const { run, handle } = await started('chain');
    await working(async () => {
      const first = run.firstExecutionRunId;
      for (;;) {
        const { runId, historyLength } = await handle.describe();
        if (runId !== first && historyLength >= 5) return;
      }
    });
    return { run, handle };
  }

  it('is running, not over, until the end of the chain is read', async () => {
    const { run, handle } = await started('chain');
    await handle.terminate('an attempt that failed');
    const view = new RunView(temporal.of(PLACE), run);
    await view.describe();
    expect(view.snapshot().status).toBe('running');
    expect(await view.read()).toMatchObject({
      status: 'terminated',
      outcome: { failure: { message: 'an attempt that failed' } },
    });
  });

  it('is the chain’s own end, whatever took its id afterwards', async () => {
    const { run, handle } = await aChain();
    await handle.terminate('enough');
    await server.client.workflow.start('chain', {
      workflowId: run.id,
      taskQueue: 'idle',
    });
    expect(await new RunView(temporal.of(PLACE), run).glance()).toMatchObject({
      status: 'terminated',
      outcome: { failure: { message: 'enough' } },
    });
  });

  it('goes on when retention has forgotten the chain’s first execution', async () => {
    const { run, handle } = await aChain();
    const execution = { workflowId: run.id, runId: run.firstExecutionRunId };
    await server.connection.workflowService.deleteWorkflowExecution({
      namespace: 'default',
      workflowExecution: execution,
    });
    const first = server.client.workflow.getHandle(run.id, execution.runId);
    const forgotten = () =>
      first.describe().then(
        () => false,
        () => true,
      );
    while (!(await forgotten())) await new Promise(r => setTimeout(r, 100));
    expect((await new RunView(temporal.of(PLACE), run).read()).status).toMatch(
      /queued|running/,
    );
    await handle.terminate('enough');
    expect(
      (await new RunView(temporal.of(PLACE), run).glance()).outcome,
    ).toMatchObject({
      status: 'terminated',
    });
  });

  it('goes on through a reset', async () => {
    const { run, handle } = await aChain();
    const { runId } = await handle.describe();
    const { events } = await handle.fetchHistory();
    await server.connection.workflowService.resetWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: run.id, runId },
      workflowTaskFinishEventId: events?.[2].eventId,
      requestId: 'reset',
      reason: 'once more',
    });
    const seen = await new RunView(temporal.of(PLACE), run).read();
    expect(seen.outcome).toBeUndefined();
    expect(seen.temporalRunId).not.toBe(runId);
  });

  it('goes on through a workflow retry, to the last attempt’s failure', async () => {
    const { run, handle } = await started('fail', {
      retry: { maximumAttempts: 2, initialInterval: '1s' },
    });
    await working(() => handle.result().catch(() => undefined));
    const seen = await new RunView(temporal.of(PLACE), run).read();
    expect(seen.temporalRunId).not.toBe(run.firstExecutionRunId);
    expect(seen.outcome).toMatchObject({
      status: 'failed',
      failure: { message: 'again' },
    });
  });

  it('is stopping once a cancellation was asked for', async () => {
    const { run, handle } = await aChain();
    await handle.cancel();
    expect((await new RunView(temporal.of(PLACE), run).glance()).status).toBe(
      'stopping',
    );
    expect((await new RunView(temporal.of(PLACE), run).read()).status).toBe(
      'stopping',
    );
  });
});
