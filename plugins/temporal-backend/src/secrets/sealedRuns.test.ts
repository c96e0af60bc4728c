import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { temporal as proto } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { SECRET_PROPERTY } from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { aHouse } from '../__testUtils__/aHouse';
import { aSealingWorker } from '../__testUtils__/aSealingWorker';
import { someLogs } from '../__testUtils__/someLogs';
import {
  aDeploy,
  keys,
  withKey,
  withSecrets,
} from '../__testUtils__/someSecrets';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(40_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const CANARY = `canary-${randomBytes(12).toString('hex')}`;
const MASK = { [SECRET_PROPERTY]: true };
const { History } = proto.api.history.v1;

/** The canary as it is and as base64 has it, wherever in a text it begins. */
const forms = [
  CANARY,
  encodeURIComponent(CANARY),
  Buffer.from(CANARY).toString('hex'),
  ...[0, 1, 2].map(shift =>
    Buffer.from(`${' '.repeat(shift)}${CANARY}`)
      .toString('base64')
      // Without the characters that what stands around it has a part in.
      .slice(4, -4),
  ),
];

describe('runs that were given a secret', () => {
  const logs = someLogs();
  const answers: string[] = [];
  const runIds: string[] = [];
  let knex: Knex;
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;
  let worker: Awaited<ReturnType<typeof aSealingWorker>>;

  const get = async (path: string) => {
    const { body, text } = await house.as('ada').get(path);
    answers.push(text);
    return body;
  };

  async function ended(runId: string) {
    for (;;) {
      await house.reconcile();
      const page = await get(`/runs/${runId}`);
      if (page.closedAt) return page;
      await sleep(100);
    }
  }

  async function deploy(input: object): Promise<string> {
    const given = { password: CANARY, login: { token: CANARY }, ...input };
    const { body } = await house.as('ada').start(aDeploy(given)).expect(201);
    answers.push(JSON.stringify(body));
    runIds.push(body.id);
    return body.id;
  }

  /** What is told of changes from the beginning, until nothing more comes. */
  async function events() {
    const gone = new AbortController();
    const path = '/events?entityRef=component:default/payments-api&cursor=0';
    const { body } = await house.as('ada').fetch(path, gone);
    setTimeout(() => gone.abort(), 1_000);
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body ?? []) answers.push(decoder.decode(chunk));
    } catch (error) {
      if (!gone.signal.aborted) throw error;
    }
  }

  beforeAll(async () => {
    temporal = await startTemporal();
    knex = await databases.init('SQLITE_3');
    const database = mockServices.database.mock({
      getClient: async () => knex,
    });
    house = await aHouse({
      address: temporal.address,
      entities: withSecrets,
      services: [logs.factory, database.factory],
      temporal: { ...withKey, audit: { readers: ['user:default/ada'] } },
    });
    worker = await aSealingWorker(temporal, keys);
  });

  afterAll(async () => {
    await worker?.stop();
    await house?.stop();
    await temporal?.teardown();
  });

  it('have a mask for what came out', async () => {
    const page = await ended(await deploy({}));
    expect(page.status).toBe('succeeded');
    const input = { password: MASK, login: { token: MASK } };
    expect(page.payloads.value).toMatchObject({ input, result: MASK });
    const all = await get(`/runs/${page.id}/payloads`);
    expect(all).toEqual({ input, result: MASK });
  });

  it('say of a failure what type it is, and that it is sealed', async () => {
    const page = await ended(await deploy({ fails: true }));
    expect(page.status).toBe('failed');
    const failure = {
      type: 'WrongPassword',
      sealed: true,
      message: expect.stringContaining('is sealed'),
    };
    expect(page.payloads.value.failure).toMatchObject(failure);
    expect(page.timeline).toContainEqual(
      expect.objectContaining({ name: 'leak', failure }),
    );
  });

  it('are retried with the envelopes that they have', async () => {
    const { id, attempt } = await ended(await deploy({ fails: true }));
    const before = await knex('runs').where({ id }).first('input');
    const body = { reason: 'Once more', attempt };
    await house.as('ada').post(`/runs/${id}/retry`, body).expect(200);
    const after = await knex('runs').where({ id }).first('input');
    expect(after).toEqual(before);
  });

  it('leave no trace of it anywhere', async () => {
    await deploy({ password: 7 }).catch(() => undefined);
    const short = aDeploy({ password: CANARY.slice(0, 7), other: CANARY });
    answers.push((await house.as('ada').start(short)).text);
    await events();
    for (const path of [
      '/runs',
      '/runs/export?format=jsonl',
      '/audit',
      '/audit/export?format=jsonl',
      '/questions?box=to-answer',
      '/actions?entityRef=component:default/payments-api',
    ]) {
      await get(path);
    }
    const places = {
      log: logs.lines.join('\n'),
      answers: answers.join('\n'),
      audit: JSON.stringify(house.recorded),
      database: await dump(knex),
      history: await histories(),
    };
    for (const [place, text] of Object.entries(places)) {
      expect({ place, length: text.length > 0 }).toEqual({
        place,
        length: true,
      });
      const found = forms.filter(form => text.includes(form));
      expect({ place, found }).toEqual({ place, found: [] });
    }
  });

  /** The bytes of every history, as Temporal keeps them. */
  async function histories(): Promise<string> {
    const texts: string[] = [];
    for (const runId of runIds) {
      const handle = temporal.client.workflow.getHandle(runId);
      const history = await handle.fetchHistory();
      const bytes = History.encode(history).finish();
      expect(bytes.length).toBeGreaterThan(1_000);
      texts.push(Buffer.from(bytes).toString('latin1'));
    }
    return texts.join('\n');
  }
});

/** All rows of all tables. */
async function dump(knex: Knex): Promise<string> {
  const tables = await knex('sqlite_master').where({ type: 'table' });
  const rows = await Promise.all(tables.map(({ name }) => knex(name)));
  expect(tables.length).toBeGreaterThan(5);
  return JSON.stringify(rows);
}
