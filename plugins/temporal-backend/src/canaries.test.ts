import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'supertest';
import { aCertificate } from './__testUtils__/aCertificate';
import { aHouse, WORKER } from './__testUtils__/aHouse';
import { someLogs } from './__testUtils__/someLogs';
import { someMetrics } from './__testUtils__/someMetrics';
import {
  aKeyFile,
  aSecretFile,
  someSecretFiles,
} from './__testUtils__/someSecretFiles';
import { someSpans } from './__testUtils__/someSpans';
import { anAction, entities } from './__testUtils__/people';
import { startTemporal } from './__testUtils__/temporalServer';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const TYPED = 'a password that somebody typed';
const MONTHS_AGO = new Date(Date.now() - 90 * 86_400_000);

const withPassword = anAction('with-password', {
  input: {
    type: 'object',
    properties: { password: { type: 'string', format: 'password' } },
  },
});

const keySet = (secret: string) =>
  JSON.stringify({
    keys: [{ kty: 'oct', kid: secret.slice(0, 4), k: secret }],
  });

const KEYS = 'keys.json';
const TOKEN = 'api.key';
const PRIVATE = 'client.key';

/** What is there at first. */
const first = [
  aSecretFile(KEYS, keySet),
  aSecretFile(TOKEN, secret => secret),
  aKeyFile(PRIVATE),
  aSecretFile('client.pem', () => aCertificate),
];

/** Each file of secrets as it may be found when it changes. */
const changes = [
  [aSecretFile(KEYS, keySet), aSecretFile(TOKEN, secret => `${secret}\n`)],
  [
    aSecretFile(KEYS, secret => `{ "keys": "${secret}`),
    aSecretFile(TOKEN, secret => `${secret}\nand more`),
    aSecretFile(PRIVATE, secret => `-----BEGIN PRIVATE KEY-----\n${secret}`),
  ],
  [
    aSecretFile(KEYS, secret => JSON.stringify({ keys: [{ k: secret }] })),
    aSecretFile(TOKEN, secret => `\u00fc ${secret}`),
    aKeyFile(PRIVATE),
  ],
  [
    aSecretFile(KEYS, secret => keySet(`${secret}${secret}`)),
    aSecretFile(PRIVATE, secret => secret),
    aSecretFile('client.pem', secret => `no certificate: ${secret}`),
  ],
];

/** A secret as it is, and as something might have rewritten it. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}

describe('the keys and tokens of an installation', () => {
  const metrics = someMetrics();
  const spans = someSpans();
  const logs = someLogs();
  const answers: string[] = [];
  const starts: number[] = [];
  const tokens: string[] = [];
  let files: Awaited<ReturnType<typeof someSecretFiles>>;
  let knex: Knex;
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;

  const hear = (answer: Response) => {
    answers.push(JSON.stringify([answer.headers, answer.text]));
    return answer;
  };

  const configured = (address: string) => ({
    clusters: [
      { address, jwt: { audience: 'temporal' } },
      {
        name: 'away',
        address: '127.0.0.1:1',
        apiKeyFile: files.path(TOKEN),
        tls: {
          certFile: files.path('client.pem'),
          keyFile: files.path(PRIVATE),
        },
      },
    ],
    namespaces: [
      { namespace: 'default', owner: 'group:default/payments' },
      { namespace: 'default', cluster: 'away' },
    ],
    workers: [
      {
        subject: WORKER,
        namespaces: ['default'],
        tokens: { issuedTo: ['external:ci'] },
      },
    ],
    secrets: { keySetFile: files.path(KEYS) },
  });

  /** What people and machines ask, whether it works or not. */
  async function aDay() {
    const { nobody, worker } = house;
    const ada = house.as('ada');
    hear(await ada.start());
    const action = 'action:default/with-password';
    const run = hear(await ada.start({ action, input: { password: TYPED } }));
    starts.push(run.status);
    hear(await ada.get(`/runs/${run.body.id}`));
    hear(await ada.start({ action, input: { password: [TYPED] } }));
    hear(await ada.start({ action: 'action:default/nothing' }));
    hear(await house.as('sam').start());
    hear(await ada.post('/runs', '{'));
    hear(await worker.post('/admissions', { statement: 'a.b.c' }));
    for (const path of [
      '/health',
      '/.well-known/jwks.json',
      '/runs',
      '/audit',
      '/actions?entityRef=component:default/payments-api',
    ]) {
      hear(await ada.get(path));
      hear(await nobody.get(path));
    }
    hear(await house.machine.post('/worker-tokens', { worker: WORKER }));
    const { body } = await house.ci.post('/worker-tokens', { worker: WORKER });
    tokens.push(body.token);
    await house.reconcile();
    await house.watchCredentials();
  }

  beforeAll(async () => {
    temporal = await startTemporal();
    files = await someSecretFiles();
    for (const file of first) await files.write(file);
    knex = await databases.init('SQLITE_3');
    const database = mockServices.database.mock({
      getClient: async () => knex,
    });
    const { address } = temporal;
    const services = [logs.factory, database.factory];
    house = await aHouse({
      ...{ address, services },
      entities: [...entities, withPassword],
      temporal: {
        audit: { readers: ['user:default/ada'] },
        ...configured(address),
      },
    });
    await aDay();
    await knex('signing_keys').update({ created_at: MONTHS_AGO });
    await house.rotate();
    for (const changed of changes) {
      for (const file of changed) await files.write(file);
      // Files are looked at once a second.
      await sleep(1_100);
      await aDay();
    }
    await temporal.teardown();
    await aDay();
  });

  afterAll(async () => {
    await house?.stop();
    await files?.remove();
    await Promise.all([metrics.stop(), spans.stop()]);
  });

  /** Everything that nobody may see. */
  async function secrets(): Promise<readonly string[]> {
    const keys = await knex('signing_keys').select('private_jwk');
    const own = keys.map(row => JSON.parse(row.private_jwk).d);
    return [...own, ...files.kept, ...tokens, TYPED];
  }

  const places: Record<string, () => unknown> = {
    'line of the log': () => logs.lines,
    answer: () => answers,
    metric: () => metrics.collect(),
    span: () =>
      spans.spans().map(({ attributes, events, name, status }) => ({
        ...{ attributes, events, name, status },
      })),
    'record of the audit': () => knex('audit_records'),
    'copy of a record': () => house.recorded,
  };

  it('are used, and replaced, for better or worse, until Temporal is gone', async () => {
    expect(starts).toEqual([201, 201, 201, 201, 201, 503]);
    // One that signs statements, and one that signs what Temporal is shown.
    expect(await knex('signing_keys')).toHaveLength(4);
    expect(tokens.filter(token => token.split('.').length === 3)).toHaveLength(
      6,
    );
    // What was wrong with files was told, each in its turn.
    const log = logs.lines.join();
    expect(log).toContain('keyFile is not that of the certificate');
    expect(log).toContain('keyFile holds no key');
    expect(log).toContain('certFile holds no certificate');
    expect(log).toContain('apiKeyFile must hold one token');
  });

  it.each(Object.keys(places))('are in no %s', async place => {
    const told: unknown = await places[place]();
    const text = Array.isArray(told) && JSON.stringify(told);
    // Where nothing was told, nothing could be found.
    expect(told).not.toHaveLength(0);
    const kept = await secrets();
    expect(kept.length).toBeGreaterThan(1);
    const found = kept.filter(secret =>
      formsOf(secret).some(form => text && text.includes(form)),
    );
    expect(found).toEqual([]);
    // Nor any that was made for a call.
    expect(text).not.toMatch(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/);
  });
});
