import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import {
  startRun,
  TestBackend,
  type StartRunOptions,
  type TestRun,
} from '../testing';
import { bundleActionWorkflows, createActionWorker } from '../worker';
import { createActivities } from './activities';

/** A real Temporal, a backend that signs and admits, and a worker between. */
export interface House {
  readonly temporal: TestWorkflowEnvironment;
  readonly backend: TestBackend;
  readonly taskQueue: string;
  readonly marks: string[];
  /** Signs a run and starts it. */
  run(
    run: TestRun,
    replace?: StartRunOptions['replace'],
  ): ReturnType<typeof startRun>;
  close(): Promise<void>;
}

export async function aHouse(): Promise<House> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const temporal = await aTemporal();
  const backend = await TestBackend.start();
  const taskQueue = `queue-${randomUUID()}`;
  const marks: string[] = [];
  const worker = await createActionWorker({
    connection: temporal.nativeConnection,
    namespace: 'default',
    taskQueue,
    workflowBundle: await bundleActionWorkflows({
      workflowsPath: require.resolve('./workflows'),
    }),
    activities: createActivities(marks),
    backend: backend.backend,
  });
  const running = worker.run();
  return {
    temporal,
    backend,
    taskQueue,
    marks,
    async run(run, replace) {
      return startRun({
        connection: temporal.connection,
        taskQueue,
        run: await backend.sign(run),
        replace,
      });
    },
    close: () => closeAll(worker, running, { temporal, backend }),
  };
}

async function closeAll(
  worker: Worker,
  running: Promise<void>,
  { temporal, backend }: Pick<House, 'temporal' | 'backend'>,
) {
  worker.shutdown();
  await running;
  await backend.close();
  await temporal.teardown();
}

async function aTemporal(): Promise<TestWorkflowEnvironment> {
  const path = process.env.TEMPORAL_CLI_PATH;
  if (!path) {
    throw new Error(
      'These tests need a Temporal server: set TEMPORAL_CLI_PATH to the path of the temporal binary, or run npm test at the root, which provides one',
    );
  }
  return TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'existing-path', path } },
  });
}
