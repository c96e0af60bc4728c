import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type Logger } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { startRun, TestBackend, type SignedRun } from '../testing';
import type { StartRunOptions, TestRun } from '../testing';
import {
  bundleActionWorkflows,
  createActionWorker,
  type ActionWorker,
  type ActionWorkerOptions,
} from '../worker';
import { createActivities } from './activities';

type Replace = StartRunOptions['replace'];

/** What is special about a house: what its worker does, who reads its log. */
export interface HouseOptions {
  readonly unadmitted?: ActionWorkerOptions['unadmitted'];
  readonly logger?: Logger;
}

/** A real Temporal, a backend that signs and admits, and a worker between. */
export interface House {
  readonly temporal: TestWorkflowEnvironment;
  readonly backend: TestBackend;
  readonly taskQueue: string;
  readonly marks: string[];
  readonly run: (run: TestRun) => ReturnType<typeof startRun>;
  readonly start: (
    run: SignedRun,
    replace?: Replace,
  ) => ReturnType<typeof startRun>;
  /** Makes another worker of this house, with the same bundle. */
  readonly worker: (
    options: Partial<ActionWorkerOptions>,
  ) => Promise<ActionWorker>;
  readonly close: () => Promise<void>;
}

export async function aHouse(options: HouseOptions = {}): Promise<House> {
  const { logger = new DefaultLogger('ERROR'), unadmitted } = options;
  Runtime.install({ logger });
  const temporal = await aTemporal();
  const { connection } = temporal;
  const backend = await TestBackend.start({ connection });
  const taskQueue = `queue-${randomUUID()}`;
  const marks: string[] = [];
  const ordinary = {
    connection: temporal.nativeConnection,
    namespaces: ['default'],
    taskQueue,
    workflowBundle: await aBundle(),
    activities: createActivities(marks),
    backend: backend.backend,
  };
  const worker = await createActionWorker({ ...ordinary, unadmitted });
  const running = worker.run();
  const start = (run: SignedRun, replace?: Replace) =>
    startRun({ connection, taskQueue, run, replace });
  return {
    temporal,
    backend,
    taskQueue,
    marks,
    start,
    run: async run => start(await backend.sign(run)),
    worker: rest => createActionWorker({ ...ordinary, ...rest }),
    close: () => closeAll(worker, running, { temporal, backend }),
  };
}

/** The fixture workflows with admission, or those of another module. */
export function aBundle(workflowsPath = require.resolve('./workflows')) {
  return bundleActionWorkflows({
    workflowsPath,
    logger: new DefaultLogger('ERROR'),
  });
}

async function closeAll(
  worker: ActionWorker,
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
