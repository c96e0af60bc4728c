import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { until } from '../../../../scripts/run/readiness.mjs';
import { machineToken } from '../callers/machineToken.ts';
import { aStart } from '../callers/requests.ts';
import { detailOf } from '../faults/facts.ts';
import { onlyPayments } from './secureConfig.ts';
import { SecureHouse } from './SecureHouse.ts';
import type { TokenClaims } from './server/TokenIssuer.ts';

const PATIENCE_MS = 60_000;

describe('a worker that Temporal does not let in', () => {
  let secure: SecureHouse;

  before(async () => {
    secure = await SecureHouse.start({
      name: 'secure-worker-refusals',
      teams: onlyPayments,
    });
  });

  after(() => secure?.stop());

  /** Starts it anew, and mends what is wrong once its log says what it is. */
  async function saysThenStarts(
    words: RegExp,
    mend: () => Promise<void>,
  ): Promise<void> {
    const worker = secure.house.process('worker');
    await worker.kill();
    const started = worker.start();
    const said = await until(() => words.test(worker.log), PATIENCE_MS);
    const log = worker.log;
    await mend();
    await started;
    assert.ok(said, `No ${words} in ${log}`);
    await works();
  }

  async function works(): Promise<void> {
    const api = secure.house.api(await machineToken(secure.house, 'ci'));
    const { body } = await api.startRun(aStart({ input: { dryRun: true } }));
    const { id } = body as { readonly id: string };
    const over = async () => !!(await detailOf(api, id)).closedAt;
    assert.ok(await until(over, PATIENCE_MS), `Run ${id} goes on`);
    assert.equal((await detailOf(api, id)).status, 'succeeded');
  }

  it('names the setting of a certificate that is over', async () => {
    await secure.files.renew('worker', -1);
    await saysThenStarts(/TEMPORAL_TLS_CERT[^]*expired/, () =>
      secure.files.renew('worker'),
    );
  });

  it('names the setting of a certificate that nobody knows', async () => {
    await secure.files.renewByStranger('worker');
    await saysThenStarts(/TEMPORAL_TLS_CERT/, () =>
      secure.files.renew('worker'),
    );
  });

  it('names the setting for a server that another signed', async () => {
    await secure.files.renewByStranger('server');
    await untilNobodyGetsIn();
    await saysThenStarts(/TEMPORAL_TLS_CA/, () => secure.files.renew('server'));
  });

  /** The server shows another certificate only once it has read it. */
  async function untilNobodyGetsIn(): Promise<void> {
    const isShut = () =>
      secure.eye('payments').then(
        eye => eye.close().then(() => false),
        () => true,
      );
    assert.ok(await until(isShut, PATIENCE_MS));
  }

  async function namesItForToken(claims: Partial<TokenClaims>): Promise<void> {
    const own = { sub: 'temporal-worker', permissions: ['payments:write'] };
    await secure.spoilWorkerToken({ ...own, ...claims });
    await saysThenStarts(/TEMPORAL_API_KEY_FILE/, () =>
      secure.renewWorkerToken(),
    );
  }

  it('names the setting of a token that is over', () =>
    namesItForToken({ endsIn: -5 }));

  it('names the setting of a token for elsewhere', () =>
    namesItForToken({ permissions: ['orders:write'] }));
});
