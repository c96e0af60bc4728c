import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { SECRET_PROPERTY } from 'backstage-plugin-temporal-common';
import { SecretKeys } from 'backstage-plugin-temporal-credentials';
import { randomUUID } from 'node:crypto';
import { aHouse, type Person } from '../__testUtils__/aHouse';
import {
  aDeploy,
  aKey,
  keys,
  withKey,
  withSecrets,
} from '../__testUtils__/someSecrets';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(60_000);

const UI = 'https://temporal.example';
const CODEC = '/codec/decode';

const base64 = (bytes: Uint8Array | null | undefined) =>
  Buffer.from(bytes ?? []).toString('base64');

/** A payload as protobuf's JSON has it. */
function wire({ data, metadata }: Payload) {
  const entries = Object.entries(metadata ?? {});
  return {
    metadata: Object.fromEntries(
      entries.map(([key, value]) => [key, base64(value)]),
    ),
    data: base64(data),
  };
}

const plain = defaultPayloadConverter.toPayload({ told: 'the secret' });

/** As a browser asks from a page of another origin. */
const cookieOnly = {
  Authorization: '',
  Cookie: mockCredentials.limitedUser.cookie('user:default/ada'),
};

describe('what Temporal’s own UI has decoded', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;
  let runId: string;

  beforeAll(async () => {
    temporal = await startTemporal();
    const { address } = temporal;
    house = await aHouse({
      address,
      entities: withSecrets,
      // Who shows nothing is nobody, as in a real backend.
      services: [
        mockServices.httpAuth.factory({
          defaultCredentials: mockCredentials.none(),
        }),
      ],
      temporal: {
        ...withKey,
        clusters: [{ address, ui: { address: `${UI}/some/path` } }],
      },
    });
    runId = await aRun();
  });

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
  });

  async function aRun(): Promise<string> {
    const start = aDeploy({ password: 'correct horse' });
    const { body } = await house.as('ada').start(start).expect(201);
    return body.id;
  }

  const sealed = async (run = runId, ring = keys) =>
    wire(await ring.sealPayload(plain, run));

  const decode = (who: Person, ...payloads: object[]) =>
    who.post(CODEC, { payloads }).set('X-Namespace', 'default');

  const looks = () =>
    house.recorded.filter(({ eventId }) => eventId === 'inputs-read');

  it('is opened for its initiator, without a record', async () => {
    const before = looks().length;
    const { body, status } = await decode(house.as('ada'), await sealed());
    expect(status).toBe(200);
    expect(body).toEqual({ payloads: [wire(plain)] });
    expect(looks()).toHaveLength(before);
  });

  it('is opened for other owners, with one record of each run', async () => {
    const before = looks().length;
    const other = await aRun();
    const asked = [await sealed(), await sealed(other), await sealed()];
    const { body } = await decode(house.as('nina'), ...asked);
    expect(body.payloads).toEqual(asked.map(() => wire(plain)));
    const records = looks().slice(before);
    expect(records.map(({ meta }) => [meta.run, meta.caller])).toEqual([
      [runId, 'user:default/nina'],
      [other, 'user:default/nina'],
    ]);
  });

  it('comes back as it was to others, who leave a record of being refused', async () => {
    const before = looks().length;
    const asked = await sealed();
    const { body, status } = await decode(house.as('sam'), asked);
    expect({ status, body }).toEqual({
      status: 200,
      body: { payloads: [asked] },
    });
    expect(looks().slice(before)).toMatchObject([
      { meta: { run: runId, outcome: 'denied' } },
    ]);
  });

  it('comes back as it was if it can’t be opened', async () => {
    const others = new SecretKeys({ keys: [aKey('other')] }, 'elsewhere');
    const tampered = await sealed();
    const asked = [
      await sealed(runId, others),
      await sealed(randomUUID()),
      await sealed('no run at all'),
      { ...tampered, data: base64(Buffer.from('a.b.c.d.e')) },
      wire(plain),
      { metadata: {}, data: '' },
      {},
    ];
    const { body, status } = await decode(house.as('ada'), ...asked);
    expect(status).toBe(200);
    expect(body.payloads).toEqual(asked);
  });

  it('leaves what was given in secret in its envelope', async () => {
    const envelope = await keys.sealSecret('correct horse', runId);
    const input = defaultPayloadConverter.toPayload({
      password: { [SECRET_PROPERTY]: envelope },
    });
    const inside = wire(await keys.sealPayload(input, runId));
    const asked = [wire(input), inside];
    const { body } = await decode(house.as('ada'), ...asked);
    expect(body.payloads).toEqual([wire(input), wire(input)]);
  });

  it('is opened by the cookie of somebody who is signed in', async () => {
    const asked = decode(house.nobody, await sealed());
    const { body } = await asked.set(cookieOnly);
    expect(body).toEqual({ payloads: [wire(plain)] });
  });

  it.each(['/runs', '/audit'])(
    'is all that the cookie is good for: %s',
    async path => {
      const answer = await house.nobody.get(path).set(cookieOnly);
      expect(answer.status).toBe(401);
    },
  );

  it('may be asked for by pages of that UI, and of no other origin', async () => {
    const preflight = (origin: string) =>
      house.nobody
        .options(CODEC)
        .set('Origin', origin)
        .set('Access-Control-Request-Method', 'POST')
        .set('Access-Control-Request-Headers', 'content-type,x-namespace');
    const allowed = await preflight(UI);
    expect(allowed.status).toBe(204);
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': UI,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'Content-Type,X-Namespace,Authorization',
    });
    const refused = await preflight('https://evil.example');
    expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
    const asked = decode(house.as('ada'), await sealed());
    const { headers } = await asked.set('Origin', UI);
    expect(headers).toMatchObject({ 'access-control-allow-origin': UI });
  });

  it('must be asked for as JSON, by somebody', async () => {
    const form = await house
      .as('ada')
      .post(CODEC, '{"payloads":[]}')
      .set('Content-Type', 'text/plain');
    expect(form.status).toBe(400);
    expect((await decode(house.nobody)).status).toBe(401);
    expect((await decode(house.ci)).status).toBe(403);
  });

  it.each([
    ['no payloads', {}],
    ['what is no base64', { payloads: [{ data: '%%' }] }],
    ['too many', { payloads: Array.from({ length: 1_001 }, () => ({})) }],
  ])('is not asked for with %s', async (_, body) => {
    expect((await house.as('ada').post(CODEC, body)).status).toBe(400);
  });

  it('is not there for encoding', async () => {
    const answer = await house.as('ada').post('/codec/encode', {});
    expect(answer.status).toBe(404);
  });
});
