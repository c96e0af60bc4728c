import { DefaultLogger, Runtime } from '@temporalio/worker';
import Database from 'better-sqlite3';
import {
  bundleActionWorkflows,
  connectToTemporal,
  createActionWorker,
  createGateWorker,
} from 'backstage-plugin-temporal-worker/worker';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../../../worker/src/config';
import { databasesOf } from '../../../../worker/src/databases';
import { createMigrationActivities } from '../../../../worker/src/migrations/createMigrationActivities';
import { createReleaseActivities } from '../../../../worker/src/releases/createReleaseActivities';
import { currentRun } from 'backstage-plugin-temporal-worker';

/** So that kills come before, between and after what is done. */
const AROUND_EFFECT_MS = 150;

/*
 * The example's worker, gate included, with one workflow more: it counts. What
 * it has done stands in EFFECTS_FILE, once for each step of a run; `tries` says
 * how often each was begun.
 */
function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

/** Built once for a house, so that a killed worker is back soon. */
async function bundleAt(codePath: string) {
  if (!existsSync(codePath)) {
    const workflowsPath = require.resolve('./workflows');
    const { code } = await bundleActionWorkflows({ workflowsPath });
    await mkdir(dirname(codePath), { recursive: true });
    await writeFile(`${codePath}.${process.pid}`, code);
    await rename(`${codePath}.${process.pid}`, codePath);
  }
  return { codePath };
}

function openEffects() {
  const effects = new Database(needed('EFFECTS_FILE'));
  effects.pragma('journal_mode = WAL');
  effects.exec(
    `CREATE TABLE IF NOT EXISTS tries (run_id TEXT, step INTEGER);
     CREATE TABLE IF NOT EXISTS effects (
       run_id TEXT, step INTEGER, label TEXT, PRIMARY KEY (run_id, step)
     )`,
  );
  const begin = effects.prepare('INSERT INTO tries VALUES (?, ?)');
  const once = effects.prepare(
    'INSERT OR IGNORE INTO effects VALUES (?, ?, ?)',
  );
  return {
    async count({ label, step }: { label: string; step: number }) {
      const { runId } = currentRun();
      begin.run(runId, step);
      await sleep(AROUND_EFFECT_MS);
      once.run(runId, step, label);
      await sleep(AROUND_EFFECT_MS);
    },
  };
}

async function work(): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const config = readConfig(process.env);
  const { namespaces, temporal } = config;
  const connection = await connectToTemporal(temporal);
  const workflowBundle = await bundleAt(needed('BUNDLE_FILE'));
  const common = { connection, namespaces, backend: config.backend };
  const databaseNamed = databasesOf(config);
  const { migrationsDir } = config;
  const actions = await createActionWorker({
    ...{ ...common, workflowBundle, taskQueue: 'payments' },
    activities: {
      ...createMigrationActivities({ databaseNamed, migrationsDir }),
      ...createReleaseActivities(databaseNamed),
      ...openEffects(),
    },
  });
  const gate = await createGateWorker({ ...common, workflowBundle });
  const running = Promise.all([actions.run(), gate.run()]);
  process.stdout.write('worker ready\n');
  await running;
}

work().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 1;
});
