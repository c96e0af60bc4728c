import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { migrate } from '../database';
import { ensureSearchAttributes } from '../temporal/searchAttributes';
import { startWorkflow } from '../temporal/startWorkflow';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import { PLACE, someNamespaces } from '../__testUtils__/someNamespaces';
import { aLedger } from '../__testUtils__/aLedger';
import { aRun } from '../__testUtils__/aRun';
import { startTemporal } from '../__testUtils__/temporalServer';
import type { DatabaseRunLedger } from './DatabaseRunLedger';
import type { RunSettler } from './RunSettler';
import { RunSecrets } from '../secrets/RunSecrets';
import { RunStarter } from './RunStarter';

jest.setTimeout(120_000);

const searchAttributes = { target: 'component_id', initiator: 'initiator' };
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const AGO = new Date(Date.now() - 60_000);

describe('a start that comes late', () => {
  let server: TestWorkflowEnvironment;
  let temporal: TemporalNamespaces;
  let ledger: DatabaseRunLedger;
  let settler: RunSettler;
  let starter: RunStarter;

  beforeAll(async () => {
    server = await startTemporal();
    const { address } = server;
    temporal = someNamespaces(address);
    await ensureSearchAttributes(temporal.of(PLACE), searchAttributes);
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    ({ ledger, settler } = aLedger(knex, temporal));
    starter = new RunStarter({
      temporal,
      secrets: new RunSecrets(undefined),
      ledger,
      settler,
      logger: mockServices.logger.mock(),
      searchAttributes,
      pageUrl: id => `http://localhost/${id}`,
    });
  });

  afterAll(async () => {
    await temporal?.close();
    await server?.teardown();
  });

  it('starts nothing when its statement is too old, and says so', async () => {
    const late = aRun({ leaseUntil: AGO, startBy: AGO });
    await ledger.insert(late);
    const { run } = await starter.start(late);
    expect(run).toMatchObject({
      status: 'failed',
      failure: { type: 'NotStarted' },
    });
    const { count } = await server.client.workflow.count();
    expect(count).toBe(0);
  });

  it('is told to ask again by a replica whose clock is ahead, not kept for minutes', async () => {
    const ahead = new Date(Date.now() + 300_000);
    const run = aRun({ leaseUntil: ahead });
    await ledger.insert(run);
    await expect(starter.start(run)).rejects.toThrow('is being started');
  });

  it('changes nothing when the run was closed before', async () => {
    const { run } = await ledger.insert(aRun());
    const pageUrl = 'http://localhost/run';
    await startWorkflow(temporal.of(PLACE), run, { searchAttributes, pageUrl });
    const end = { closedAt: new Date(), timeline: [] };
    await ledger.close(run, { ...end, status: 'failed' });
    expect(await settler.settle(run)).toBe(true);
    expect((await ledger.get(run.id))?.status).toBe('failed');
  });
});
