import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Process } from '../../../../scripts/run/Process.mjs';
import { describeHouse } from '../../../../scripts/run/house.mjs';
import { dataDir } from '../../../../scripts/setup/places.mjs';
import { newSecrets } from '../../../../scripts/setup/secrets.mjs';
import { fromNpmTest } from './environment.ts';
import { freePorts } from './freePorts.ts';
import { House } from './House.ts';
import { Replica } from './Replica.ts';
import type { PostgresDatabase } from './PostgresDatabase.ts';
import { removeAtExit } from './removeAtExit.ts';

export interface HouseOptions {
  /** Names the folder of its logs. */
  readonly name: string;
  /** More environment variables for its processes. */
  readonly env?: Readonly<Record<string, string>>;
  /** The database server in place of SQLite. */
  readonly postgres?: PostgresDatabase;
  /** The main file of a worker in place of the example's. */
  readonly workerMain?: string;
  /** What only one of its processes is told. */
  readonly backendEnv?: Readonly<Record<string, string>>;
  readonly workerEnv?: Readonly<Record<string, string>>;
  /** Where its processes listen, if somebody must know before they do. */
  readonly ports?: HousePorts;
  /** Whether there is a second backend; the database must be PostgreSQL. */
  readonly replica?: boolean;
  /** How to start another Temporal than the development server. */
  readonly temporal?: ProcessSpec;
  /** What the worker waits for; the backend runs by then. */
  readonly beforeWorker?: (house: House) => Promise<void>;
}

type ProcessSpec = ConstructorParameters<typeof Process>[0];

export type HousePorts = Awaited<ReturnType<typeof housePorts>>;

/** Free ports for all that a house runs. */
export function housePorts() {
  return freePorts('backend', 'signIn', 'temporal', 'temporalUi');
}

// An interrupted journey ends by way of 'exit', which takes its house along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(1));
}

/**
 * A house of its own, all of it real: Temporal, the sign-in provider, the
 * production backend and the worker, on free ports and with no data yet.
 */
export async function aHouse(options: HouseOptions): Promise<House> {
  const { name, env, postgres, workerMain, backendEnv, workerEnv } = options;
  const folder = await mkdtemp(join(tmpdir(), 'backstage-journey-'));
  removeAtExit(folder);
  const ports = options.ports ?? (await housePorts());
  const settings = {
    ports: { ...ports, frontend: ports.backend },
    dataDir: folder,
    secrets: newSecrets(),
    temporalCli: options.temporal ? '' : fromNpmTest('TEMPORAL_CLI_PATH'),
    bundleDir: fromNpmTest('BACKEND_BUNDLE'),
    env: { ...env, ...postgres?.config },
    postgres: postgres?.env,
    workerMain,
    backendEnv,
    workerEnv,
  };
  const specs = describeHouse(settings);
  const logs = join(dataDir, 'logs', name);
  const house = new House({
    folder,
    ports,
    processes: {
      temporal: new Process(options.temporal ?? specs.temporal, logs),
      signIn: new Process(specs.signIn, logs),
      backend: new Process(specs.bundledBackend, logs),
      worker: new Process(specs.worker, logs),
    },
    replica: options.replica ? await aReplica(settings, logs) : undefined,
  });
  try {
    await house.start(options.beforeWorker);
  } catch (error) {
    await house.stop();
    throw error;
  }
  return house;
}

/** The same backend once more, on a port of its own. */
async function aReplica(
  settings: Parameters<typeof describeHouse>[0],
  logs: string,
): Promise<Replica> {
  const { backend } = await freePorts('backend');
  const { bundledBackend } = describeHouse({
    ...settings,
    ports: { ...settings.ports, backend },
  });
  const spec = { ...bundledBackend, name: 'replica' };
  return new Replica(backend, new Process(spec, logs));
}
