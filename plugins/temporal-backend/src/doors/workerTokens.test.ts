import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { aHouse, WORKER } from '../__testUtils__/aHouse';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const HOUR_S = 3_600;

describe('POST /worker-tokens', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    const { address } = temporal;
    house = await aHouse({
      address,
      temporal: {
        clusters: [
          { address, jwt: { audience: 'temporal' } },
          { name: 'open', address },
          { name: 'far', address, jwt: { audience: 'far' } },
        ],
        workers: [
          {
            subject: WORKER,
            namespaces: ['default', 'payments', 'other@open', 'other@far'],
            tokens: { issuedTo: ['external:ci'], lifetime: { hours: 2 } },
          },
          { subject: 'external:other-worker', namespaces: ['default'] },
          {
            subject: 'external:near-worker',
            namespaces: ['default'],
            tokens: { issuedTo: ['external:ci'] },
          },
        ],
      },
    });
  });

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
  });

  const ask = (body: object) => house.ci.post('/worker-tokens', body);

  it('gives a token for the namespaces of the worker, which Temporal can check', async () => {
    const { body, headers } = await ask({ worker: WORKER }).expect(201);
    expect(headers['cache-control']).toBe('no-store');
    const { body: keySet } = await house.nobody
      .get('/.well-known/temporal-jwks.json')
      .expect(200);
    const { payload } = await jwtVerify(body.token, createLocalJWKSet(keySet), {
      audience: 'temporal',
    });
    expect(payload).toMatchObject({
      sub: WORKER,
      permissions: ['default:write', 'payments:write'],
    });
    const left = Number(payload.exp) - Date.now() / 1000;
    expect(left).toBeGreaterThan(2 * HOUR_S - 60);
    expect(left).toBeLessThanOrEqual(2 * HOUR_S);
    expect(body).toEqual({
      token: body.token,
      namespaces: ['default', 'payments'],
      expiresAt: expect.stringMatching(/^\d{4}-/),
    });
  });

  it('gives one for another cluster, with what that wants', async () => {
    const request = { worker: WORKER, cluster: 'far' };
    const { body } = await ask(request).expect(201);
    expect(decodeJwt(body.token)).toMatchObject({
      aud: 'far',
      permissions: ['other:write'],
    });
  });

  it('puts on the record who was given what, and not the token', async () => {
    const { body } = await ask({ worker: WORKER }).expect(201);
    const record = house.recorded.at(-1);
    expect(record).toMatchObject({
      eventId: 'worker-token',
      meta: { outcome: 'succeeded', worker: WORKER },
    });
    expect(JSON.stringify(record)).not.toContain(body.token);
  });

  it.each([
    ['of a worker whose tokens nobody is given', 'external:other-worker'],
    ['of a worker that there is not', 'external:nobody'],
  ])('gives none %s', async (_, worker) => {
    const { body } = await ask({ worker }).expect(403);
    expect(body.error.message).toContain('temporal.workers[].tokens.issuedTo');
  });

  it('gives no person one, nor the worker itself', async () => {
    const body = { worker: WORKER };
    const answers = await Promise.all(
      [house.as('ada'), house.worker, house.nobody].map(one =>
        one.post('/worker-tokens', body),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 401]);
  });

  it.each([
    [{ worker: WORKER, cluster: 'open' }, 'sets jwt in temporal.clusters'],
    [{ worker: WORKER, cluster: 'nowhere' }, 'sets jwt in temporal.clusters'],
    [
      { worker: 'external:near-worker', cluster: 'far' },
      'has no namespace in the cluster far',
    ],
    [{ worker: '' }, 'worker'],
  ])('says what is missing for %j', async (request, words) => {
    const { body } = await ask(request).expect(400);
    expect(body.error.message).toContain(words);
  });
});

describe('without a cluster that takes tokens', () => {
  it('no key set is published', async () => {
    const temporal = await startTemporal();
    const house = await aHouse({ address: temporal.address });
    const path = '/.well-known/temporal-jwks.json';
    const { status } = await house.nobody.get(path);
    expect(status).toBe(404);
    await house.stop();
    await temporal.teardown();
  });
});
