import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { randomUUID } from 'node:crypto';
import { aHouse, aStart } from '../__testUtils__/aHouse';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const PAYMENTS_API = 'component:default/payments-api';
// Where an id stands in a cursor there is none.
const A_CURSOR_OF_NOTHING = Buffer.from(`1:${'-'.repeat(36)}`).toString(
  'base64url',
);
const bad: [string, object | string, number, string][] = [
  ['a wrong type', { input: { name: 7 } }, 400, '/input/name must be string'],
  ['a missing field', { input: {} }, 400, '/input/name is required'],
  [
    'an unknown input field',
    { input: { name: 'Ada', nam: 'x' } },
    400,
    '/input/nam is not a field of this action',
  ],
  [
    'a field that is not the caller’s to set',
    { initiator: 'user:default/root' },
    400,
    '/initiator is not a field of this request',
  ],
  [
    'an unknown action',
    { action: 'action:default/nothing' },
    404,
    'action: there is no action:default/nothing',
  ],
  [
    'an action that does not apply',
    { entityRef: 'api:default/payments-contract' },
    400,
    'action: greet does not apply to api:default/payments-contract',
  ],
  [
    'a malformed entity ref',
    { entityRef: '../../etc/passwd' },
    400,
    '/entityRef must be a full entity reference',
  ],
  [
    'an entity that is not there',
    { entityRef: 'component:default/ghost' },
    404,
    'component:default/ghost is not in the catalog',
  ],
  [
    'an entity without an owner',
    { entityRef: 'component:default/ownerless' },
    403,
    'has no owner',
  ],
  ['a short request key', { requestKey: 'x' }, 400, '/requestKey must be 8'],
  [
    'a queue that the owner may not use',
    { action: 'action:default/foreign-queue' },
    403,
    'may not use task queue orders',
  ],
];

describe('what is wrong at the HTTP door', () => {
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

  async function nothingWasStarted() {
    const { body } = await house
      .as('ada')
      .get(`/runs?entityRef=${PAYMENTS_API}`);
    const { count } = await temporal.client.workflow.count();
    return body.items.length === 0 && count === 0;
  }

  it.each(bad)('names %s and starts nothing', async (_, rest, code, reason) => {
    const { status, body } = await house
      .as('ada')
      .post('/runs', { ...aStart(), ...Object(rest) });
    expect({ status, message: body.error.message }).toEqual({
      status: code,
      message: expect.stringContaining(reason),
    });
    expect(await nothingWasStarted()).toBe(true);
  });

  it('says which fields are wrong, for the form', async () => {
    const { body } = await house.as('ada').start({ input: { name: 'A' } });
    expect(body.error.fields).toEqual([
      { path: '/input/name', message: 'must NOT have fewer than 2 characters' },
    ]);
  });

  it('is not harmed by a body that reaches for prototypes', async () => {
    const body = `{"__proto__":{"admin":true},"action":"action:default/greet","entityRef":"${PAYMENTS_API}","requestKey":"12345678","input":{"name":"Ada","__proto__":{"x":1}}}`;
    const answer = await house.as('ada').post('/runs', body);
    expect(answer.status).toBe(400);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('refuses a body of 2 MB by its size', async () => {
    const { status, body } = await house
      .as('ada')
      .start({ input: { name: 'x'.repeat(2_000_000) } });
    expect(status).toBe(413);
    expect(body.error.message).toBe('The request body is larger than 256 kB');
    expect(await nothingWasStarted()).toBe(true);
  });

  it('refuses what is not JSON', async () => {
    const { status, body } = await house.as('ada').post('/runs', '{"a":');
    expect(status).toBe(400);
    expect(body.error.message).toContain('The request body is not JSON');
  });

  it('refuses a simple content type, which needs no permission to send', async () => {
    const { status, body } = await house
      .as('ada')
      .start()
      .set('Content-Type', 'text/plain')
      .send(JSON.stringify(aStart()));
    expect(status).toBe(400);
    expect(body.error.message).toContain('application/json');
  });

  it('refuses who shows no credentials', async () => {
    const { status } = await house.nobody.start();
    expect(status).toBe(401);
  });

  it.each([
    ['/runs?entityRef=payments-api', '/entityRef'],
    ['/runs?owner=payments', '/owner'],
    ['/runs?action=greet', '/action'],
    ['/runs?initiator=', '/initiator'],
    [`/runs?initiator=${'x'.repeat(513)}`, '/initiator'],
    ['/runs?status=running,lost', '/status'],
    ['/runs?status=', '/status'],
    [`/runs?text=${'x'.repeat(201)}`, '/text'],
    ['/runs?text=a&text=b', '/text'],
    ['/runs?from=yesterday', '/from'],
    ['/runs?to=2026-11-25T08:00:00', '/to'],
    ['/runs?team=payments', '/team is not a field'],
    [`/runs?cursor=${A_CURSOR_OF_NOTHING}`, 'cursor is not one'],
    ['/runs/figures?limit=5', '/limit is not a field'],
    ['/runs/figures?status=lost', '/status'],
    ['/runs/export', '/format'],
    ['/runs/export?format=xml', '/format'],
    ['/runs/export?format=csv&cursor=x', '/cursor is not a field'],
    [`/runs?entityRef=${PAYMENTS_API}&limit=1000`, '/limit'],
    [`/runs?entityRef=${PAYMENTS_API}&cursor=abc`, 'cursor'],
    ['/runs/not-an-id', '/runId'],
    ['/runs/not-an-id/payloads', '/runId'],
    ['/actions?entityRef=payments-api', '/entityRef'],
    ['/events?cursor=-1', '/cursor'],
  ])('names what is wrong with GET %s', async (path, field) => {
    const { status, body } = await house.as('ada').get(path);
    expect(status).toBe(400);
    expect(body.error.message).toContain(field);
  });

  it.each([
    ['retry', { attempt: 1 }, '/reason'],
    ['retry', { reason: ' ', attempt: 1 }, '/reason'],
    ['retry', { reason: 'Mended' }, '/attempt'],
    ['retry', { reason: 'Mended', attempt: 0 }, '/attempt'],
    ['retry', { reason: 'Mended', attempt: 1.5 }, '/attempt'],
    ['retry', { reason: 'Mended', attempt: '1' }, '/attempt'],
    ['retry', { reason: 'Mended', attempt: 1, from: 7 }, '/from is not a'],
    ['pause', {}, '/reason'],
    ['pause', { reason: 7 }, '/reason'],
    ['pause', { reason: 'Look first', until: 'noon' }, '/until is not a field'],
    ['unpause', {}, '/reason'],
    ['unpause', { reason: 'x'.repeat(501) }, '/reason'],
  ])('names what is wrong with %s %j', async (verb, request, field) => {
    const { status, body } = await house
      .as('ada')
      .post(`/runs/${randomUUID()}/${verb}`, request);
    expect(status).toBe(400);
    expect(body.error.message).toContain(field);
  });

  it.each(['retry', 'pause', 'unpause'])(
    'names an id that is none when asked to %s',
    async verb => {
      const { status, body } = await house
        .as('ada')
        .post(`/runs/not-an-id/${verb}`, { reason: 'Mended', attempt: 1 });
      expect(status).toBe(400);
      expect(body.error.message).toContain('/runId');
    },
  );

  it('says that there is no such run', async () => {
    const { status, body } = await house.as('ada').get(`/runs/${randomUUID()}`);
    expect(status).toBe(404);
    expect(body.error.message).toContain('There is no run');
  });
});

describe('while Temporal is down', () => {
  it('answers 503 with the reason, leaves nothing, and still shows pages', async () => {
    const house = await aHouse({ address: '127.0.0.1:1' });
    const ada = house.as('ada');
    const { status, body } = await ada.start();
    expect(status).toBe(503);
    expect(body.error.message).toBe(
      'Nothing was started: Temporal can’t be reached',
    );
    const list = await ada.get(`/runs?entityRef=${PAYMENTS_API}`);
    expect(list.body.items).toEqual([]);
    const offered = await ada.get(`/actions?entityRef=${PAYMENTS_API}`);
    expect(offered.body.unavailable).toContain('Temporal can’t be reached');
    await house.stop();
  });
});

describe('starting too often', () => {
  it('answers 429, says when to try again, and holds back nobody else', async () => {
    const house = await aHouse({
      address: '127.0.0.1:1',
      temporal: { limits: { startsPerMinute: 1 } },
    });
    await house.as('ada').start();
    const { status, body, headers } = await house.as('ada').start();
    expect(status).toBe(429);
    const seconds = headers['retry-after'];
    expect(Number(seconds)).toBeGreaterThan(0);
    expect(body.error.message).toContain(`try again in ${seconds} s`);
    expect((await house.as('nina').start()).status).toBe(503);
    await house.stop();
  });
});
