import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { ANSWER_UPDATE, digestOf } from 'backstage-plugin-temporal-common';
import { defaultPayloadConverter } from '@temporalio/common';
import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { aGateWorker, anAdmissionOf, untilAsked } from '../__testUtils__/aGate';
import { aHouse } from '../__testUtils__/aHouse';
import { anApprovedCatalog } from '../__testUtils__/anApprovedCatalog';
import { statementOf } from '../__testUtils__/statementOf';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const guarded = { action: 'action:default/guarded' };

describe('admission of runs that need an approval', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;
  let gate: Awaited<ReturnType<typeof aGateWorker>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    const { address } = temporal;
    const { service } = anApprovedCatalog();
    house = await aHouse({ address, catalog: service });
    gate = await aGateWorker(temporal, house.worker);
  });

  afterAll(async () => {
    await gate?.stop();
    await house?.stop();
    await temporal?.teardown();
  });

  const admit = (admission: object) =>
    house.worker.post('/admissions', admission);

  async function refusal(admission: object): Promise<string> {
    const { body } = await admit(admission).expect(409);
    return body.error.message;
  }

  /** A run whose gate asks. */
  async function asked(rest: object = guarded): Promise<string> {
    const { body } = await house.as('ada').start(rest).expect(201);
    await untilAsked(house.as('ada'), body.id);
    return body.id;
  }

  /** The statements of the answers that a gate took. */
  async function signedIn(runId: string, of = 0): Promise<string> {
    const { events } = await temporal.client.workflow
      .getHandle(runId, await firstOf(runId))
      .fetchHistory();
    const taken = (events ?? []).flatMap(event => {
      const request =
        event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest;
      const payload = request?.input?.args?.payloads?.[0];
      return request?.input?.name === ANSWER_UPDATE && payload ? [payload] : [];
    });
    const given: { statement: string } = defaultPayloadConverter.fromPayload(
      taken[of],
    );
    return given.statement;
  }

  async function firstOf(runId: string): Promise<string | undefined> {
    const { raw } = await temporal.client.workflow.getHandle(runId).describe();
    return raw.workflowExecutionInfo?.firstRunId ?? undefined;
  }

  const approveAs = (name: string, runId: string) =>
    house
      .as(name)
      .post(`/runs/${runId}/questions/approval/answers`, {
        answer: { decision: 'approve' },
      })
      .expect(200);

  /** An approved run, and what a worker asks about what comes behind its gate. */
  async function approved() {
    const runId = await asked();
    const first = await anAdmissionOf(temporal, runId);
    await approveAs('sofia', runId);
    const approvals = [await signedIn(runId)];
    const behind = {
      ...first,
      workflowType: 'greet',
      temporalRunId: randomUUID(),
      approvals,
    };
    return { runId, first, behind };
  }

  it('lets the gate in first, and its own type never', async () => {
    const { body } = await house.as('ada').start(guarded).expect(201);
    const first = await anAdmissionOf(temporal, body.id);
    const own = { ...first, workflowType: 'greet' };
    expect(await refusal(own)).toContain(
      'it is for workflow type temporalGate',
    );
    await admit(first).expect(200);
    const twice = { ...first, temporalRunId: randomUUID() };
    expect(await refusal(twice)).toContain('it is for workflow type greet');
    const foreign = randomUUID();
    expect(
      await refusal({
        ...first,
        temporalRunId: foreign,
        firstExecutionRunId: foreign,
      }),
    ).toContain('another execution was admitted');
  });

  it('lets no gate in for a run that needs no approval', async () => {
    const { body } = await house.as('ada').start().expect(201);
    expect(await refusal(await anAdmissionOf(temporal, body.id))).toContain(
      'it is for workflow type greet',
    );
  });

  it('lets in what is behind the gate, and what follows it', async () => {
    const { behind } = await approved();
    await admit(behind).expect(200);
    const { approvals: _gone, ...later } = behind;
    const inputDigest = await digestOf({ name: 'later' });
    const next = { ...later, temporalRunId: randomUUID(), inputDigest };
    expect((await admit(next)).status).toBe(200);
  });

  it('lets nothing behind the gate before its approval', async () => {
    const runId = await asked();
    const other = await approved();
    const behind = {
      ...(await anAdmissionOf(temporal, runId, 'greet')),
      temporalRunId: randomUUID(),
      approvals: other.behind.approvals,
    };
    expect(await refusal(behind)).toContain('was approved by 0 people');
  });

  it('lets no other input behind the gate', async () => {
    const { behind } = await approved();
    const inputDigest = await digestOf({ name: 'root' });
    expect(await refusal({ ...behind, inputDigest })).toContain(
      'the input is not the one that was approved',
    );
  });

  it('lets nothing in behind a gate that is another', async () => {
    const { behind } = await approved();
    const firstExecutionRunId = randomUUID();
    expect(await refusal({ ...behind, firstExecutionRunId })).toContain(
      'it is not behind the gate that was admitted',
    );
  });

  it.each([
    ['no statements', async () => []],
    ['those of another run', async () => (await approved()).behind.approvals],
    [
      'forged ones',
      async ([genuine]: string[]) => {
        const { privateKey } = await generateKeyPair('ES256');
        const forged = new SignJWT(decodeJwt(genuine)).setProtectedHeader({
          alg: 'ES256',
          typ: 'answer-statement+jwt',
        });
        return [await forged.sign(privateKey)];
      },
    ],
    [
      'the statement of the run itself',
      async (_: string[], runId: string) => [
        await statementOf(temporal.client.workflow.getHandle(runId)),
      ],
    ],
  ])('wants the quorum signed, not %s', async (_, instead) => {
    const { behind, runId } = await approved();
    const approvals = await instead(behind.approvals, runId);
    expect(await refusal({ ...behind, approvals })).toContain(
      'was handed on with the statements of 0 of its approvers',
    );
    await admit(behind).expect(200);
  });

  it('wants as many as must approve, not one of them twice', async () => {
    const runId = await asked({ action: 'action:default/guarded-by-two' });
    const first = await anAdmissionOf(temporal, runId, 'greet');
    await approveAs('sofia', runId);
    const sofias = await signedIn(runId);
    const behind = { ...first, temporalRunId: randomUUID() };
    const twice = { ...behind, approvals: [sofias, sofias] };
    expect(await refusal(twice)).toContain('was approved by 1 people');
    await approveAs('simon', runId);
    const again = { ...behind, approvals: [sofias, sofias] };
    expect(await refusal(again)).toContain('statements of 1 of its approvers');
    const both = [sofias, await signedIn(runId, 1)];
    await admit({ ...behind, approvals: both }).expect(200);
  });
});
