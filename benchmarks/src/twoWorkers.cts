import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
} from '@temporalio/worker';
import { createActionWorker } from 'backstage-plugin-temporal-worker/worker';

/*
 * A process with two workers that do the same: one that has runs admitted, one
 * of Temporal's own. Configured as packages/worker is.
 */
async function runBoth(): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const { env } = process;
  const connection = await NativeConnection.connect({
    address: env.TEMPORAL_ADDRESS,
  });
  const work = {
    connection,
    workflowsPath: require.resolve('./workflows/firstActivity'),
    activities: { nothing: async () => {} },
  };
  const bare = await Worker.create({ ...work, taskQueue: 'bare' });
  const admitting = await createActionWorker({
    ...work,
    namespaces: ['default'],
    taskQueue: 'payments',
    backend: { url: env.BACKSTAGE_URL ?? '', token: env.BACKSTAGE_TOKEN ?? '' },
  });
  const running = Promise.all([bare.run(), admitting.run()]);
  process.stdout.write('worker ready\n');
  await running;
}

runBoth().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 1;
});
