import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { randomBytes } from 'node:crypto';
import { aHouse, aStart } from '../__testUtils__/aHouse';
import { anAction, entities } from '../__testUtils__/people';
import { startTemporal } from '../__testUtils__/temporalServer';
import { statementOf } from '../__testUtils__/statementOf';

jest.setTimeout(120_000);

const CANARY = 'canary-sings-4711';
const ACTION = 'action:default/with-secret';

const withSecret = anAction('with-secret', {
  input: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      password: { type: 'string', format: 'password', minLength: 8 },
      tokens: {
        type: 'array',
        items: { $ref: '#/definitions/token' },
      },
    },
    required: ['password'],
    definitions: { token: { type: 'string', writeOnly: true } },
  },
});

const all = [...entities, withSecret];
const keys = () => [{ id: 'now', key: randomBytes(32).toString('base64') }];

describe('a run with secrets', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    house = await aHouse({
      address: temporal.address,
      entities: all,
      temporal: { secrets: { keys: keys() } },
    });
  });

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
  });

  const asked = (input: object = {}) => ({
    ...aStart(),
    action: ACTION,
    input: { name: 'Ada', password: CANARY, ...input },
  });

  const inTemporal = async (runId: string) => {
    const handle = temporal.client.workflow.getHandle(runId);
    const { events } = await handle.fetchHistory();
    const began = events?.[0].workflowExecutionStartedEventAttributes;
    const [payload] = began?.input?.payloads ?? [];
    return {
      input: JSON.parse(Buffer.from(payload?.data ?? []).toString()),
      claims: decodeJwt(await statementOf(handle)),
    };
  };

  it('gives the workflow envelopes of this run, and its statement says so', async () => {
    const { body } = await house
      .as('ada')
      .post('/runs', asked({ tokens: [CANARY, 'another'] }))
      .expect(201);
    const { claims, input } = await inTemporal(body.id);
    expect(JSON.stringify(input)).not.toContain(CANARY);
    expect(input).toMatchObject({
      name: 'Ada',
      password: { 'temporal.io/secret': expect.any(String) },
      tokens: [
        { 'temporal.io/secret': expect.any(String) },
        { 'temporal.io/secret': expect.any(String) },
      ],
    });
    expect(claims.secrets).toBe(true);
    expect(decodeProtectedHeader(input.password['temporal.io/secret'])).toEqual(
      {
        alg: 'dir',
        enc: 'A256GCM',
        kid: 'now',
        typ: 'run-secret+jwe',
        run: body.id,
      },
    );
  });

  it('is the same run when it is asked for again, though envelopes differ', async () => {
    const request = asked();
    const first = await house.as('ada').post('/runs', request).expect(201);
    const again = await house.as('ada').post('/runs', request).expect(200);
    expect(again.body.id).toBe(first.body.id);
  });

  it('is not the same with another secret', async () => {
    const request = asked();
    await house.as('ada').post('/runs', request).expect(201);
    const input = { ...request.input, password: 'another one' };
    const { body } = await house
      .as('ada')
      .post('/runs', { ...request, input })
      .expect(409);
    expect(body.error.message).toContain('choose a new requestKey');
  });

  it('says what is wrong with a secret, and not what it is', async () => {
    const password = 'sings';
    const { body } = await house
      .as('ada')
      .post('/runs', asked({ password }))
      .expect(400);
    expect(body.error.message).toContain('/input/password must NOT have fewer');
    expect(JSON.stringify(body)).not.toContain(password);
  });

  it.each([
    ['a mask', { 'temporal.io/secret': true }],
    ['an envelope', { 'temporal.io/secret': 'a.b.c.d.e' }],
  ])('is not started with %s for a secret', async (_, password) => {
    const { body } = await house
      .as('ada')
      .post('/runs', asked({ password }))
      .expect(400);
    expect(body.fields ?? body.error.message).toEqual(
      expect.stringContaining('/input/password stands for a secret'),
    );
  });

  it('is only offered where there are keys, and refused where there are none', async () => {
    const without = await aHouse({
      address: temporal.address,
      entities: all,
    });
    const reason =
      'with-secret takes secrets, and there are no keys to seal them with; an administrator sets temporal.secrets';
    const { body } = await without
      .as('ada')
      .get('/actions?entityRef=component:default/payments-api')
      .expect(200);
    const offered = body.items.find(
      (one: { ref: string }) => one.ref === ACTION,
    );
    expect(offered.decision).toEqual({ allowed: false, reason, ask: [] });
    const refused = await without.as('ada').post('/runs', asked());
    expect([refused.status, refused.body.error.message]).toEqual([403, reason]);
    await without.stop();
  });
});
