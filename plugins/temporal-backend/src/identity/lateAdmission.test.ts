import type { AdmissionRequest } from 'backstage-plugin-temporal-common';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { migrate } from '../database';
import { DatabaseRunLedger } from '../runs/DatabaseRunLedger';
import { ensureSearchAttributes } from '../temporal/searchAttributes';
import { startWorkflow } from '../temporal/startWorkflow';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import { PLACE, someNamespaces } from '../__testUtils__/someNamespaces';
import { aRun } from '../__testUtils__/aRun';
import { aWire } from '../__testUtils__/aWire';
import { startTemporal } from '../__testUtils__/temporalServer';
import { Admission } from './Admission';
import { AnswerDesk } from '../questions/AnswerDesk';
import { QuestionBook } from '../questions/QuestionBook';
import { LedgerClock } from '../runs/LedgerClock';
import { Quorum } from './Quorum';
import { SigningKeys } from './SigningKeys';
import { Statements } from './Statements';

jest.setTimeout(120_000);

const searchAttributes = { target: 'component_id', initiator: 'initiator' };
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('an admission that is asked for late', () => {
  let server: TestWorkflowEnvironment;
  let wire: Awaited<ReturnType<typeof aWire>>;
  let temporal: TemporalNamespaces;
  let ledger: DatabaseRunLedger;
  let statements: Statements;
  let admission: Admission;

  beforeAll(async () => {
    server = await startTemporal();
    wire = await aWire(server.address);
    const { address } = wire;
    temporal = someNamespaces(address);
    await ensureSearchAttributes(temporal.of(PLACE), searchAttributes);
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    const clock = new LedgerClock(knex);
    ledger = new DatabaseRunLedger(knex, clock);
    statements = new Statements(new SigningKeys(knex));
    const book = new QuestionBook(knex, clock);
    const parts = { ledger, statements, temporal, book };
    const desk = new AnswerDesk(parts);
    const quorum = new Quorum({ ...parts, desk });
    admission = new Admission({ ...parts, quorum });
  });

  afterAll(async () => {
    await temporal?.close();
    await wire?.close();
    await server?.teardown();
  });

  /** A run whose start Temporal took, but the ledger never heard of it. */
  async function begun(startBy: Date) {
    const draft = aRun({ startBy });
    const { jws } = await statements.sign({
      runId: draft.id,
      attempt: 1,
      workflowType: draft.workflowType,
      namespace: draft.namespace,
      initiator: draft.initiator,
      owners: draft.owners,
      action: { ref: draft.action.ref, digest: draft.action.digest },
      target: draft.target,
      inputDigest: draft.inputDigest,
      approvalRequired: false,
      startBy: Math.floor(startBy.getTime() / 1000),
    });
    const { run } = await ledger.insert({ ...draft, statement: jws });
    const temporalRunId = await startWorkflow(temporal.of(PLACE), run, {
      searchAttributes,
      pageUrl: 'http://localhost/run',
    });
    return {
      statement: jws,
      namespace: 'default',
      workflowId: run.id,
      workflowType: run.workflowType,
      temporalRunId,
      firstExecutionRunId: temporalRunId,
      inputDigest: run.inputDigest,
    };
  }

  async function admit(request: AdmissionRequest): Promise<void> {
    return admission.admit(request, await admission.runOf(request));
  }

  it('is given to what was started in time', async () => {
    const request = await begun(new Date(Date.now() + 1_500));
    await delay(1_600);
    await expect(admit(request)).resolves.toBeUndefined();
  });

  it('is refused to what was started too late', async () => {
    const request = await begun(new Date(Date.now() - 1_000));
    await expect(admit(request)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('started after its start-by time'),
    });
  });

  it('is refused to a child of what Temporal does not know', async () => {
    const request = await begun(new Date(Date.now() + 60_000));
    const root = { workflowId: request.workflowId, runId: randomUUID() };
    await expect(admit({ ...request, root })).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('does not know the workflow'),
    });
  });

  it('is put off while Temporal can’t be asked', async () => {
    const request = await begun(new Date(Date.now() + 60_000));
    const root = { workflowId: request.workflowId, runId: randomUUID() };
    wire.silence();
    const asked = admit({ ...request, root });
    await expect(asked).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    wire.mend();
  });
});
