import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { until } from '../../../../scripts/run/readiness.mjs';
import { machineToken } from '../callers/machineToken.ts';
import { aStart } from '../callers/requests.ts';
import { detailOf } from '../faults/facts.ts';
import type { House } from '../house/House.ts';
import { rotateCredentials } from './rotateCredentials.ts';
import { onlyPayments } from './secureConfig.ts';
import { SecureHouse } from './SecureHouse.ts';
import type { CertificateFiles } from './server/CertificateFiles.ts';

const PATIENCE_MS = 60_000;

describe('a worker whose credentials a CI job rotates', () => {
  let folder: string;
  let secure: SecureHouse;

  const into = () => join(folder, 'credentials');
  const inUse = (name: string) => join(into(), 'current', name);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-rotated-'));
    secure = await SecureHouse.start({
      ...{ name: 'secure-rotated-worker', teams: onlyPayments },
      workerEnv: {
        TEMPORAL_TLS_CA: inUse('ca.pem'),
        TEMPORAL_TLS_CERT: inUse('client.pem'),
        TEMPORAL_TLS_KEY: inUse('client.key'),
        TEMPORAL_API_KEY_FILE: inUse('api-key'),
      },
      beforeWorker: firstRotate,
    });
  });

  after(async () => {
    await secure?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The backend makes the namespace a moment after it began to answer. */
  async function firstRotate(house: House, files: CertificateFiles) {
    const done = async () => (await rotate(house, files)).code === 0;
    await until(done, PATIENCE_MS);
  }

  /** Everything new: the certificate as it is issued, and a token of Backstage. */
  async function rotate(house: House, files: CertificateFiles) {
    const from = await mkdtemp(join(folder, 'given-'));
    const { caFile, certFile, keyFile } = files.of('worker');
    await copyFile(caFile, join(from, 'ca.pem'));
    await copyFile(certFile, join(from, 'client.pem'));
    await copyFile(keyFile, join(from, 'client.key'));
    return rotateCredentials(
      [
        ...['--into', into(), '--from', from],
        ...['--backstage', house.url, '--worker', 'temporal-worker'],
        ...['--address', house.temporalAddress],
      ],
      { BACKSTAGE_TOKEN: await machineToken(house, 'ci') },
    );
  }

  async function start() {
    const api = secure.house.api(await machineToken(secure.house, 'ci'));
    const { body } = await api.startRun(aStart({ input: { dryRun: true } }));
    const { id } = body as { readonly id: string };
    return async () => {
      const over = async () => !!(await detailOf(api, id)).closedAt;
      assert.ok(await until(over, PATIENCE_MS), `Run ${id} goes on`);
      assert.equal((await detailOf(api, id)).status, 'succeeded');
    };
  }

  it('works with what the job put in place', async () => {
    const succeeds = await start();
    await succeeds();
  });

  it('goes on, without a restart, with what the job puts in place next', async () => {
    const { house, files } = secure;
    const worker = house.process('worker');
    const { pid } = worker;
    const token = await readFile(inUse('api-key'), 'utf8');
    await files.renew('worker');
    const succeedsMeanwhile = await start();
    const { code, said } = await rotate(house, files);
    assert.equal(code, 0, said);
    assert.match(said, /Tried at .* in payments/);
    const taken = () => worker.log.includes('New credentials for Temporal are');
    assert.ok(await until(taken, PATIENCE_MS), worker.log);
    await succeedsMeanwhile();

    const succeeds = await start();
    await succeeds();

    assert.notEqual(await readFile(inUse('api-key'), 'utf8'), token);
    assert.equal(worker.pid, pid);
  });
});
