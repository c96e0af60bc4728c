import { TestDatabases } from '@backstage/backend-test-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { aLedger } from '../__testUtils__/aLedger';
import { aRun } from '../__testUtils__/aRun';
import { aStepWorker } from '../__testUtils__/aStepWorker';
import { startTemporal } from '../__testUtils__/temporalServer';
import { migrate } from '../database';
import { resetWorkflow } from '../temporal/resetWorkflow';
import { ensureSearchAttributes } from '../temporal/searchAttributes';
import { startWorkflow } from '../temporal/startWorkflow';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import { PLACE, someNamespaces } from '../__testUtils__/someNamespaces';
import { RetryPlans } from './RetryPlans';
import type { LedgerRun } from './RunLedger';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const searchAttributes = { target: 'component_id', initiator: 'initiator' };
const by = { kind: 'user', entityRef: 'user:default/nina' } as const;
const AGO = new Date(Date.now() - 60_000);

describe('an attempt of which nobody heard whether it began', () => {
  let server: TestWorkflowEnvironment;
  let temporal: TemporalNamespaces;
  let parts: ReturnType<typeof aLedger>;
  let worker: Awaited<ReturnType<typeof aStepWorker>>;

  beforeAll(async () => {
    server = await startTemporal();
    const { address } = server;
    temporal = someNamespaces(address);
    await ensureSearchAttributes(temporal.of(PLACE), searchAttributes);
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    parts = aLedger(knex, temporal);
    worker = await aStepWorker(server);
  });

  afterAll(async () => {
    await worker?.stop();
    await temporal?.close();
    await server?.teardown();
  });

  async function rowOf(runId: string): Promise<LedgerRun> {
    const row = await parts.ledger.get(runId);
    if (!row) throw new Error(`There is no row ${runId}`);
    return row;
  }

  /** A run whose step failed, in the ledger too. */
  async function failed(): Promise<LedgerRun> {
    const { run } = await parts.ledger.insert(
      aRun({ workflowType: 'oneByOne' }),
    );
    const options = { searchAttributes, pageUrl: 'http://localhost' };
    await parts.ledger.started(
      run.id,
      await startWorkflow(temporal.of(PLACE), run, options),
    );
    await server.client.workflow
      .getHandle(run.id)
      .result()
      .catch(() => {});
    await parts.settler.settle(await rowOf(run.id));
    return rowOf(run.id);
  }

  /** The same, opened again by somebody who did not live to ask Temporal. */
  async function reopened(point: { eventId?: number } = {}, lease = AGO) {
    const run = await failed();
    const planned = await new RetryPlans(temporal).now(run);
    if ('refused' in planned) throw new Error(planned.refused);
    const retry = {
      by,
      reason: 'Mended',
      at: AGO.toISOString(),
      plan: planned.plan,
      point: { ...planned.point, ...point },
    };
    await parts.attempts.reopen(run, retry, lease);
    return { before: run, row: await rowOf(run.id), retry };
  }

  async function executionsOf(runId: string): Promise<number> {
    const { count } = await server.client.workflow.count(
      `WorkflowId = '${runId}'`,
    );
    return count;
  }

  it('is begun once, however many find it', async () => {
    const { row } = await reopened();
    expect(row).toMatchObject({ attempt: 2, status: 'requested' });
    await Promise.all([parts.settler.settle(row), parts.settler.settle(row)]);
    await parts.settler.settle(row);
    const { attemptRunId, temporalRunId } = await rowOf(row.id);
    expect(attemptRunId).toBeDefined();
    expect(temporalRunId).toBe(attemptRunId);
    expect(await executionsOf(row.id)).toBe(2);
  });

  it('is not begun again when it had begun', async () => {
    const { row, retry } = await reopened();
    const begun = await resetWorkflow(temporal.of(PLACE), row, retry);
    await server.client.workflow
      .getHandle(row.id)
      .result()
      .catch(() => {});
    await parts.settler.settle(row);
    expect((await rowOf(row.id)).attemptRunId).toBe(begun);
    expect(await executionsOf(row.id)).toBe(2);
  });

  it('is left to whoever is asking just now', async () => {
    const soon = new Date(Date.now() + 60_000);
    const { row } = await reopened({}, soon);
    expect(await parts.settler.settle(row)).toBe(false);
    expect(await rowOf(row.id)).toEqual(row);
  });

  it('gives way to how it had ended, if Temporal did nothing', async () => {
    const { row, before } = await reopened({ eventId: 9_999 });
    expect(await parts.settler.settle(row)).toBe(true);
    const { version, leaseUntil, observedAt, ...ended } = before;
    const after = await rowOf(row.id);
    expect(after).toMatchObject(ended);
    expect(after.version).toBeGreaterThan(version);
    expect(await parts.attempts.past(row.id)).toEqual([]);
  });

  it('is not ended by a look at the attempt before it', async () => {
    const { row, before } = await reopened();
    const end = { closedAt: new Date(), timeline: [] };
    const late = { ...end, status: 'failed' } as const;
    expect(await parts.ledger.close(before, late)).toBe(false);
    await parts.ledger.observe(before, {
      status: 'running',
      pageChanged: true,
    });
    expect(await rowOf(row.id)).toEqual(row);
  });
});
