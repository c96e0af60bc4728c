import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { defaultPayloadConverter } from '@temporalio/common';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { STATEMENT_HEADER } from 'backstage-plugin-temporal-common/workflow';
import { Process } from '../../../../scripts/run/Process.mjs';
import { dataDir, root } from '../../../../scripts/setup/places.mjs';
import { newSecrets } from '../../../../scripts/setup/secrets.mjs';
import { aBrowser } from '../browser/aBrowser.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { aStart } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import { fromNpmTest } from '../house/environment.ts';
import type { Api } from '../house/Api.ts';
import type { House } from '../house/House.ts';
import { headerOf } from '../temporal/forgedStart.ts';
import { TemporalEye } from '../temporal/TemporalEye.ts';

export const pythonWorkerDir = join(root, 'examples', 'python-worker');

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
  const taskQueues = [
    { owner: OWNER, namespaces: ['default'], queues: ['reports', 'proofs'] },
  ];
  return {
    APP_CONFIG_catalog_locations: JSON.stringify(locations),
    APP_CONFIG_temporal_taskQueues: JSON.stringify(taskQueues),
  };
}

interface Parts {
  readonly house: House;
  readonly temporal: TemporalEye;
  readonly token: string;
  readonly folder: string;
  readonly workerToken: string;
}

/** The token of somebody who signs in for it. */
async function tokenOf(name: string, house: House): Promise<string> {
  const browser = await aBrowser();
  try {
    const visitor = await aSignedInVisitor(browser, house, name);
    return await visitor.token();
  } finally {
    await browser.close();
  }
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
  return new Process(spec, join(dataDir, 'logs', 'python'));
}

/**
 * A house whose catalog has the actions that two Python workers serve, with Ada
 * signed in, who owns what they act on.
 */
export class PythonHouse {
  readonly house: House;
  readonly temporal: TemporalEye;
  /** Ada's. */
  readonly token: string;
  /** The people and teams, which a journey may change. */
  readonly orgFile: string;
  /** Where the sample worker publishes. */
  readonly runbooksDir: string;
  /** The sample worker, and the one of the proofs. */
  readonly reports: Process;
  readonly proofs: Process;

  private constructor(parts: Parts) {
    this.house = parts.house;
    this.temporal = parts.temporal;
    this.token = parts.token;
    this.orgFile = join(parts.folder, 'org.yaml');
    this.runbooksDir = join(parts.folder, 'runbooks');
    const env = {
      TEMPORAL_ADDRESS: this.house.temporalAddress,
      BACKSTAGE_URL: this.house.url,
      BACKSTAGE_TOKEN: parts.workerToken,
      RUNBOOKS_DIR: this.runbooksDir,
    };
    this.reports = workerProcess('reports', env);
    this.proofs = workerProcess('proofs', env);
  }

  static async start(name: string): Promise<PythonHouse> {
    const folder = await mkdtemp(join(tmpdir(), 'backstage-python-'));
    for (const file of ['org.yaml', 'entities.yaml']) {
      await cp(join(root, 'examples', file), join(folder, file));
    }
    const workerToken = newSecrets().BACKSTAGE_WORKER_TOKEN;
    const env = {
      ...configOf(folder),
      BACKSTAGE_WORKER_TOKEN: workerToken,
      BACKSTAGE_TOKEN: workerToken,
    };
    const house = await aHouse({ name, env });
    try {
      const temporal = await TemporalEye.on(house);
      const token = await tokenOf('ada', house);
      const parts = { house, temporal, token, folder, workerToken };
      const python = new PythonHouse(parts);
      await python.#startWorkers();
      return python;
    } catch (error) {
      await house.stop();
      throw error;
    }
  }

  async #startWorkers(): Promise<void> {
    try {
      await Promise.all([this.reports.start(), this.proofs.start()]);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  get api(): Api {
    return this.house.api(this.token);
  }

  /** The HTTP door for somebody else. */
  async apiOf(name: string): Promise<Api> {
    return this.house.api(await tokenOf(name, this.house));
  }

  /** Starts an action as Ada; resolves to the id of its run. */
  async started(action: string, input: unknown = {}): Promise<string> {
    const request = aStart({ action: `action:default/${action}`, input });
    const answer = await this.api.startRun(request);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return (answer.body as RunDetail).id;
  }

  resultOf(runId: string): Promise<unknown> {
    return this.temporal.client.workflow.getHandle(runId).result();
  }

  /** The statement with which a run was started. */
  async statementOf(runId: string): Promise<string> {
    const header = await headerOf(this.temporal.client, runId);
    return defaultPayloadConverter.fromPayload(header[STATEMENT_HEADER]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.reports.kill(), this.proofs.kill()]);
    await this.temporal.close();
    await this.house.stop();
    await rm(dirname(this.orgFile), { recursive: true, force: true });
  }
}
