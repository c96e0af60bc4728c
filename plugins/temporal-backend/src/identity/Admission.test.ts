import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { digestOf } from 'backstage-plugin-temporal-common';
import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { aHouse } from '../__testUtils__/aHouse';
import { statementOf } from '../__testUtils__/statementOf';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

describe('admission', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    house = await aHouse({ address: temporal.address });
  });

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
  });

  /** What an honest worker asks about a run that was just started. */
  async function aStartedRun(input: object = { name: 'Ada' }) {
    const { body: run } = await house.as('ada').start({ input }).expect(201);
    const handle = temporal.client.workflow.getHandle(run.id);
    const statement = await statementOf(handle);
    const { runId: temporalRunId } = await handle.describe();
    return {
      handle,
      request: {
        statement,
        namespace: 'default',
        workflowId: run.id,
        workflowType: 'greet',
        temporalRunId,
        firstExecutionRunId: temporalRunId,
        inputDigest: await digestOf(input),
      },
    };
  }

  it('admits the workflow that the backend started, as often as it asks', async () => {
    const { request } = await aStartedRun();
    await house.worker.post('/admissions', request).expect(200);
    const again = await house.worker.post('/admissions', request);
    expect(again.body).toEqual({ admitted: true });
    expect(house.recorded.at(-1)).toMatchObject({
      eventId: 'run-admit',
      outcome: 'succeeded',
      meta: { initiator: 'user:default/ada' },
    });
  });

  it('admits the next execution of the chain with an input of its own', async () => {
    const { request } = await aStartedRun();
    const next = {
      ...request,
      temporalRunId: randomUUID(),
      inputDigest: await digestOf({ name: 'later' }),
    };
    const { body } = await house.worker.post('/admissions', next);
    expect(body).toEqual({ admitted: true });
  });

  it.each([
    ['another input', { inputDigest: 'x' }, 'the input is not the one'],
    ['another type', { workflowType: 'wipe' }, 'it is for workflow type greet'],
    ['another id', { workflowId: randomUUID() }, 'it is not about workflow'],
    [
      'another execution under the same id',
      { temporalRunId: randomUUID(), firstExecutionRunId: randomUUID() },
      'another execution was admitted',
    ],
    [
      'a parent that is not the run',
      { root: { workflowId: randomUUID(), runId: randomUUID() } },
      'the parent chain does not begin with the run',
    ],
  ])('refuses a statement with %s', async (_, rest, reason) => {
    const { request } = await aStartedRun();
    const { status, body } = await house.worker.post('/admissions', {
      ...request,
      ...rest,
    });
    expect(status).toBe(409);
    expect(body.error.message).toContain(reason);
    expect(house.recorded.at(-1)).toMatchObject({
      eventId: 'run-admit',
      outcome: 'failed',
    });
  });

  it('refuses a child whose root is an earlier workflow under the run’s id', async () => {
    const { request, handle } = await aStartedRun();
    await handle.terminate('to take its place');
    const impostor = await temporal.client.workflow.start('greet', {
      workflowId: request.workflowId,
      taskQueue: 'mine',
      args: [{}],
    });
    const child = {
      ...request,
      workflowId: 'child',
      root: {
        workflowId: request.workflowId,
        runId: impostor.firstExecutionRunId,
      },
    };
    const { status, body } = await house.worker.post('/admissions', child);
    expect(status).toBe(409);
    expect(body.error.message).toContain('begins with another execution');
  });

  it('refuses a statement that somebody else signed', async () => {
    const { request } = await aStartedRun();
    const { privateKey } = await generateKeyPair('ES256');
    const statement = await new SignJWT(decodeJwt(request.statement))
      .setProtectedHeader({ alg: 'ES256', typ: 'run-statement+jwt' })
      .sign(privateKey);
    const forged = { ...request, statement };
    const { status, body } = await house.worker.post('/admissions', forged);
    expect(status).toBe(409);
    expect(body.error.message).toContain('not one of this Backstage');
  });

  it('refuses a run that is over', async () => {
    const { request, handle } = await aStartedRun();
    await handle.terminate('enough');
    const { body } = await house.as('ada').get(`/runs/${request.workflowId}`);
    expect(body.id).toBe(request.workflowId);
    const stream = new AbortController();
    await house.as('ada').fetch(`/events?runId=${request.workflowId}`, stream);
    let status = '';
    while (status !== 'terminated') {
      const run = await house.as('ada').get(`/runs/${request.workflowId}`);
      status = run.body.status;
    }
    stream.abort();
    const refused = await house.worker.post('/admissions', request).expect(409);
    expect(refused.body.error.message).toContain(
      'the run is over (terminated)',
    );
  });

  it.each([
    ['a person', () => house.as('ada')],
    ['a machine that is no worker', () => house.machine],
  ])('listens to no %s', async (_, who) => {
    const { request } = await aStartedRun();
    const { status, body } = await who().post('/admissions', request);
    expect(status).toBe(403);
    expect(body.error.message).toContain('temporal.workers');
  });

  it('listens to no worker about a namespace it is not bound to', async () => {
    const { request } = await aStartedRun();
    const elsewhere = { ...request, namespace: 'elsewhere' };
    const { status } = await house.worker.post('/admissions', elsewhere);
    expect(status).toBe(403);
  });

  it('publishes only the public half of its keys, to everybody', async () => {
    await aStartedRun();
    const { body } = await house.nobody
      .get('/.well-known/jwks.json')
      .expect(200);
    expect(body.keys[0]).toMatchObject({ kty: 'EC', alg: 'ES256', use: 'sig' });
    expect(body.keys[0]).not.toHaveProperty('d');
  });
});
