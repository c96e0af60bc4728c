import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  DefaultLogger,
  Runtime,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import type { Target } from 'backstage-plugin-temporal-common';
import {
  startRun,
  TestBackend,
} from 'backstage-plugin-temporal-worker/testing';
import {
  bundleActionWorkflows,
  createActionWorker,
} from 'backstage-plugin-temporal-worker/worker';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { secretKeys } from './secretKeys';
import { createMigrationActivities } from '../migrations/createMigrationActivities';
import { createPasswordActivities } from '../passwords/createPasswordActivities';
import { createReleaseActivities } from '../releases/createReleaseActivities';
import type { MigrationDatabase } from '../migrations/MigrationDatabase';
import type { MigrationActivities } from '../migrations/MigrationSteps';

// One runtime serves all houses of a test file.
Runtime.install({ logger: new DefaultLogger('ERROR') });

export interface HouseOptions {
  readonly databaseNamed: (name: string) => MigrationDatabase;
  readonly migrationsDir: string;
}

/** Changes what the activities of one test do, such as dying at a bad moment. */
export type Mishap = (activities: MigrationActivities) => MigrationActivities;

/** A real Temporal and a backend that signs; a worker per run. */
export interface House {
  readonly temporal: TestWorkflowEnvironment;
  readonly backend: TestBackend;
  start(run: {
    readonly workflowType: string;
    readonly input?: unknown;
    readonly target: Target;
  }): ReturnType<typeof startRun>;
  /** Lets a worker with this mishap serve while `work` is done. */
  serving<T>(work: () => Promise<T>, mishap?: Mishap): Promise<T>;
  close(): Promise<void>;
}

export async function aHouse(options: HouseOptions): Promise<House> {
  const temporal = await aTemporal();
  const { connection } = temporal;
  const backend = await TestBackend.start({ connection, secretKeys });
  const taskQueue = `payments-${randomUUID()}`;
  const workflowBundle = await aBundle();
  return {
    temporal,
    backend,
    start: async run =>
      startRun({
        connection: temporal.connection,
        taskQueue,
        secrets: backend.secrets,
        run: await backend.sign(run),
      }),
    serving: async (work, mishap = activities => activities) => {
      const worker = await createActionWorker({
        connection: temporal.nativeConnection,
        namespaces: ['default'],
        taskQueue,
        workflowBundle,
        activities: {
          ...mishap(createMigrationActivities(options)),
          ...createReleaseActivities(options.databaseNamed),
          ...createPasswordActivities(options.databaseNamed),
        },
        backend: backend.backend,
        secrets: backend.secrets,
      });
      return worker.runUntil(work);
    },
    close: async () => {
      await backend.close();
      await temporal.teardown();
    },
  };
}

/** The workflows of this worker, or those of another module. */
export async function aBundle(
  workflowsPath = dirname(require.resolve('../workflows')),
): Promise<WorkflowBundleWithSourceMap> {
  return bundleActionWorkflows({
    workflowsPath,
    logger: new DefaultLogger('ERROR'),
  });
}

export async function aTemporal(): Promise<TestWorkflowEnvironment> {
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
