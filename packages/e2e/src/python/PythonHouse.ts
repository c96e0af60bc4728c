import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Process } from '../../../../scripts/run/Process.mjs';
import { dataDir, root } from '../../../../scripts/setup/places.mjs';
import { newSecrets } from '../../../../scripts/setup/secrets.mjs';
import { aHouse } from '../house/aHouse.ts';
import { fromNpmTest } from '../house/environment.ts';
import type { House } from '../house/House.ts';

export const pythonWorkerDir = join(root, 'examples', 'python-worker');

const NAME = 'python-worker';
const OWNER = 'group:default/payments';

/** What examples/python-worker/README.md says to add to app-config.yaml. */
function configOf(examples: string): Readonly<Record<string, string>> {
  const location = (target: string, ...allow: string[]) => ({
    type: 'file',
    target,
    rules: [{ allow }],
  });
  const locations = [
    location(join(examples, 'org.yaml'), 'User', 'Group'),
    location(join(examples, 'entities.yaml'), 'Component'),
    location(join(pythonWorkerDir, 'actions.yaml'), 'Action'),
    location(join(pythonWorkerDir, 'proofs', 'actions.yaml'), 'Action'),
  ];
  const taskQueues = [{ owner: OWNER, queues: ['reports', 'proofs'] }];
  return {
    APP_CONFIG_catalog_locations: JSON.stringify(locations),
    APP_CONFIG_temporal_taskQueues: JSON.stringify(taskQueues),
  };
}

function workerProcess(
  module: string,
  env: Readonly<Record<string, string>>,
): Process {
  const spec = {
    name: module,
    command: fromNpmTest('WORKER_PYTHON'),
    args: ['-m', module],
    cwd: pythonWorkerDir,
    env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
    isReady: (worker: Process) => worker.log.includes('worker ready'),
  };
  return new Process(spec, join(dataDir, 'logs', NAME));
}

/** A house whose catalog has the actions that two Python workers serve. */
export class PythonHouse {
  readonly house: House;
  /** The people and teams of this house; the catalog reads them again. */
  readonly orgFile: string;
  /** Where the sample worker publishes. */
  readonly runbooksDir: string;
  /** The sample worker, and the one of the proofs. */
  readonly reports: Process;
  readonly proofs: Process;
  readonly #folder: string;

  private constructor(house: House, folder: string, token: string) {
    this.house = house;
    this.#folder = folder;
    this.orgFile = join(folder, 'org.yaml');
    this.runbooksDir = join(folder, 'runbooks');
    const env = {
      TEMPORAL_ADDRESS: house.temporalAddress,
      BACKSTAGE_URL: house.url,
      BACKSTAGE_TOKEN: token,
      RUNBOOKS_DIR: this.runbooksDir,
    };
    this.reports = workerProcess('reports', env);
    this.proofs = workerProcess('proofs', env);
  }

  static async start(): Promise<PythonHouse> {
    const folder = await mkdtemp(join(tmpdir(), 'backstage-python-'));
    for (const name of ['org.yaml', 'entities.yaml']) {
      await cp(join(root, 'examples', name), join(folder, name));
    }
    const token = newSecrets().BACKSTAGE_WORKER_TOKEN;
    const env = {
      ...configOf(folder),
      BACKSTAGE_WORKER_TOKEN: token,
      BACKSTAGE_TOKEN: token,
    };
    const house = await aHouse({ name: NAME, env });
    const python = new PythonHouse(house, folder, token);
    try {
      await Promise.all([python.reports.start(), python.proofs.start()]);
    } catch (error) {
      await python.stop();
      throw error;
    }
    return python;
  }

  async stop(): Promise<void> {
    await Promise.all([this.reports.kill(), this.proofs.kill()]);
    await this.house.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
