import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'supertest';
import { aHouse } from './__testUtils__/aHouse';
import { someLogs } from './__testUtils__/someLogs';
import { someMetrics } from './__testUtils__/someMetrics';
import { someSecretFiles } from './__testUtils__/someSecretFiles';
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

/** Each file of secrets as it may be found when it changes. */
const changes: readonly [string, (secret: string) => string][] = [
  ['keys.json', keySet],
  ['keys.json', secret => `{ "keys": "${secret}`],
  ['keys.json', secret => JSON.stringify({ keys: [{ k: secret }] })],
  ['keys.json', secret => keySet(`${secret}${secret}`)],
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
  let files: Awaited<ReturnType<typeof someSecretFiles>>;
  let knex: Knex;
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;

  const hear = (answer: Response) => {
    answers.push(JSON.stringify([answer.headers, answer.text]));
    return answer;
  };

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
    await house.reconcile();
  }

  beforeAll(async () => {
    temporal = await startTemporal();
    files = await someSecretFiles();
    await files.write('keys.json', keySet);
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
        secrets: { keySetFile: files.path('keys.json') },
      },
    });
    await aDay();
    await knex('signing_keys').update({ created_at: MONTHS_AGO });
    await house.rotate();
    for (const [name, content] of changes) {
      await files.write(name, content);
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
    return [...own, ...files.kept, TYPED];
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
    expect(await knex('signing_keys')).toHaveLength(2);
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
  });
});
