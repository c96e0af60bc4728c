import { DefaultLogger, Runtime, type Worker } from '@temporalio/worker';
import { createActionWorker } from 'backstage-plugin-temporal-worker/worker';
import { cachedBundle } from './cachedBundle';
import { readConfig, type Config } from './config';
import { databasesOf } from './databases';
import { createMigrationActivities } from './migrations/createMigrationActivities';
import { connectToTemporal, namespaceIsThere } from './temporal';

/** Serves the task queues until told to stop. */
async function serve(config: Config, signal: AbortSignal): Promise<void> {
  const { logger } = Runtime.instance();
  const { address, namespace } = config.temporal;
  const workflowBundle = await cachedBundle(config.bundleDir);
  const connection = await connectToTemporal(address, signal);
  try {
    await namespaceIsThere(connection, namespace, signal);
    const activities = createMigrationActivities({
      databaseNamed: databasesOf(config),
      migrationsDir: config.migrationsDir,
    });
    const workers: Worker[] = [];
    for (const taskQueue of config.taskQueues) {
      workers.push(
        await createActionWorker({
          connection,
          namespace,
          taskQueue,
          workflowBundle,
          activities: { ...activities },
          backend: config.backend,
          unadmitted: config.unadmitted,
          shutdownForceTime: '30s',
        }),
      );
    }
    const running = Promise.all(workers.map(worker => worker.run()));
    signal.addEventListener('abort', () => {
      workers.forEach(worker => worker.shutdown());
    });
    logger.info('worker ready', {
      address,
      namespace,
      taskQueues: config.taskQueues.join(', '),
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
