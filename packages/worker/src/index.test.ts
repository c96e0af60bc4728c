import type { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  secret,
  startRun,
  TestBackend,
} from 'backstage-plugin-temporal-worker/testing';
import { UNVERIFIED_MEMO } from 'backstage-plugin-temporal-common';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aFolder, THREE, writeMigrations } from './__fixtures__/folder';
import { aTemporal } from './__fixtures__/house';
import { keepHistory } from './__fixtures__/keepHistory';
import { WorkerProcess } from './__fixtures__/WorkerProcess';
import { SqliteMigrationDatabase } from './migrations/SqliteMigrationDatabase';

const SLOW_SECOND = {
  ...THREE,
  '002_b': [
    `INSERT INTO a VALUES ('1');
     CREATE TABLE b AS
       WITH RECURSIVE numbers (n) AS (
         SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10000000
       ) SELECT count(*) AS x FROM numbers`,
    'DROP TABLE b; DELETE FROM a',
  ],
} as const;

describe('the worker process', () => {
  const folder = aFolder();
  let temporal: TestWorkflowEnvironment;
  let backend: TestBackend;
  beforeAll(async () => {
    temporal = await aTemporal();
    backend = await TestBackend.start();
  }, 60_000);
  afterAll(async () => {
    await backend.close();
    await temporal.teardown();
  });

  const environment = () => ({
    TEMPORAL_ADDRESS: temporal.address,
    BACKSTAGE_URL: backend.backend.url,
    BACKSTAGE_TOKEN: backend.backend.token,
    DATABASES_DIR: join(folder, 'databases'),
    MIGRATIONS_DIR: join(folder, 'migrations'),
    BUNDLE_DIR: join(folder, 'bundle'),
  });

  it('killed in mid-migration and started again, finishes the run', async () => {
    writeMigrations(join(folder, 'migrations', 'payments-api'), SLOW_SECOND);
    const first = WorkerProcess.start(environment());
    await first.says('worker ready');
    const run = await startRun({
      connection: temporal.connection,
      taskQueue: 'payments',
      run: await backend.sign({ workflowType: 'migrateDatabase' }),
    });
    await untilApplying('002_b', () => run.describe());
    await first.end('SIGKILL');
    const second = WorkerProcess.start(environment());

    await expect(run.result()).resolves.toMatchObject({
      applied: ['001_a', '002_b', '003_c'],
    });
    const database = new SqliteMigrationDatabase(
      join(folder, 'databases', 'default-payments-api.sqlite'),
    );
    await expect(
      database.look(session => session.rows('SELECT x FROM a')),
    ).resolves.toEqual([{ x: '1' }]);
    await expect(second.end('SIGTERM')).resolves.toBe(0);
  }, 90_000);

  it('opens secrets with the keys of a file, and waits without', async () => {
    const keySetFile = join(folder, 'secret-keys.json');
    writeFileSync(keySetFile, JSON.stringify(backend.secretKeySet));
    const without = WorkerProcess.start(environment());
    await without.says('worker ready');
    const run = await startRun({
      connection: temporal.connection,
      taskQueue: 'payments',
      run: await backend.sign({
        workflowType: 'rotatePassword',
        input: { password: secret('a-long-password') },
      }),
      secrets: backend.secrets,
    });
    await without.says('the option secrets');
    await without.end('SIGTERM');
    const worker = WorkerProcess.start({
      ...environment(),
      SECRETS_KEY_SET_FILE: keySetFile,
    });

    await expect(run.result()).resolves.toMatchObject({ account: 'app' });
    await expect(worker.end('SIGTERM')).resolves.toBe(0);
  }, 90_000);

  it('with one bundle refuses or marks what was not admitted, as told', async () => {
    const { workflow } = temporal.client;
    const around = (workflowId: string) =>
      workflow.start('migrateDatabase', { taskQueue: 'payments', workflowId });
    const bundles = () => readdirSync(join(folder, 'bundle'));

    const strict = WorkerProcess.start(environment());
    await expect((await around('refused')).result()).rejects.toMatchObject({
      cause: { type: 'AdmissionRefused' },
    });
    await strict.end('SIGTERM');
    const before = bundles();
    const lenient = WorkerProcess.start({
      ...environment(),
      UNADMITTED: 'mark',
    });
    const marked = await around('marked');

    // It begins, but nobody has signed for which database.
    await expect(marked.result()).rejects.toMatchObject({
      cause: { type: 'UnverifiedRun' },
    });
    await lenient.says('This workflow was not admitted and runs unverified');
    await expect(marked.describe()).resolves.toMatchObject({
      memo: { [UNVERIFIED_MEMO]: expect.stringContaining('started without') },
    });
    expect(bundles()).toEqual(before);
    await lenient.end('SIGTERM');
    await keepHistory(workflow.getHandle('refused'), 'refused');
    await keepHistory(marked, 'marked');
  }, 90_000);

  it('waits for a Temporal that is not there yet, and stops when told to', async () => {
    const worker = WorkerProcess.start({
      ...environment(),
      TEMPORAL_ADDRESS: '127.0.0.1:1',
    });
    await worker.says("Temporal at 127.0.0.1:1 can't be reached");

    await expect(worker.end('SIGTERM')).resolves.toBe(0);
  }, 30_000);

  it('says which variables are missing and ends', async () => {
    const worker = WorkerProcess.start({});

    await worker.says('BACKSTAGE_TOKEN');
    await expect(worker.ended).resolves.toBe(1);
  }, 30_000);
});

type Description = Awaited<
  ReturnType<Awaited<ReturnType<typeof startRun>>['describe']>
>;

async function untilApplying(name: string, ask: () => Promise<Description>) {
  const decoder = new TextDecoder();
  for (;;) {
    const { raw } = await ask();
    const heartbeats = (raw.pendingActivities ?? []).map(activity =>
      decoder.decode(
        activity.heartbeatDetails?.payloads?.[0].data ?? undefined,
      ),
    );
    if (heartbeats.some(heartbeat => heartbeat.includes(`Applying ${name}`))) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
