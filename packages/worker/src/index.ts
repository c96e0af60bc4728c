import { DefaultLogger, Runtime } from '@temporalio/worker';
import {
  createActionWorker,
  createGateWorker,
  type ActionWorker,
  type WorkerConnection,
} from 'backstage-plugin-temporal-worker/worker';
import { cachedBundle } from './cachedBundle';
import { readConfig, type Config } from './config';
import { databasesOf } from './databases';
import { createMigrationActivities } from './migrations/createMigrationActivities';
import { createPasswordActivities } from './passwords/createPasswordActivities';
import { createReleaseActivities } from './releases/createReleaseActivities';
import { namespaceIsThere, temporalIsThere } from './temporal';

/** The workers of the action queues and, unless told otherwise, of the gate. */
async function workersFor(
  config: Config,
  connection: WorkerConnection,
): Promise<readonly ActionWorker[]> {
  const { backend, namespaces, secrets, unadmitted } = config;
  const workflowBundle = await cachedBundle(config.bundleDir);
  const common = { connection, namespaces, backend };
  const databaseNamed = databasesOf(config);
  const { migrationsDir } = config;
  const activities = {
    ...createMigrationActivities({ databaseNamed, migrationsDir }),
    ...createReleaseActivities(databaseNamed),
    ...createPasswordActivities(databaseNamed),
  };
  const workers: ActionWorker[] = [];
  for (const taskQueue of config.taskQueues) {
    workers.push(
      await createActionWorker({
        ...common,
        ...{ taskQueue, workflowBundle, activities, unadmitted, secrets },
        shutdownForceTime: '30s',
      }),
    );
  }
  if (config.servesGate) {
    workers.push(await createGateWorker({ ...common, workflowBundle }));
  }
  return workers;
}

/** Serves the task queues until told to stop. */
async function serve(config: Config, signal: AbortSignal): Promise<void> {
  const { logger } = Runtime.instance();
  const { namespaces, temporal } = config;
  const connection = await temporalIsThere(temporal, signal);
  try {
    for (const namespace of namespaces) {
      await namespaceIsThere(connection, { namespace, temporal }, signal);
    }
    const workers = await workersFor(config, connection);
    const running = Promise.all(workers.map(worker => worker.run()));
    signal.addEventListener('abort', () => {
      workers.forEach(worker => worker.shutdown());
    });
    logger.info('worker ready', {
      address: temporal.address,
      namespaces: namespaces.join(', '),
      taskQueues: config.taskQueues.join(', '),
      gate: config.servesGate,
    });
    await running;
  } finally {
    await connection.close();
  }
}

function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => stop.abort());
  }
  return stop.signal;
}

async function main(): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('INFO'), shutdownSignals: [] });
  const signal = stopOnSignal();
  try {
    await serve(readConfig(process.env), signal);
  } catch (error) {
    if (!signal.aborted) {
      Runtime.instance().logger.error(
        error instanceof Error ? error.message : String(error),
      );
      process.exitCode = 1;
    }
  }
}

main();
