import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Run } from 'backstage-plugin-temporal-common';
import { until } from '../../../../scripts/run/readiness.mjs';
import { aBrowser } from '../browser/aBrowser.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { PAYMENTS_API } from '../callers/requests.ts';
import { chainsIn, rowsOn } from '../faults/facts.ts';
import { Findings } from '../faults/Findings.ts';
import { checkChains, checkRequests } from '../faults/ledgerInvariants.ts';
import type { Api } from '../house/Api.ts';
import { KeySetWatch } from './KeySetWatch.ts';
import { Load } from './Load.ts';
import { REHEARSE, rehearsalExamples } from './rehearsal.ts';
import { rotateAll, type Replaced } from './Rotations.ts';
import { onlyPayments } from './secureConfig.ts';
import { SecureHouse } from './SecureHouse.ts';

const RUNS = 500;
const ROUNDS = 5;
const ROUND_MS = 15_000;
const CALM_MS = 180_000;

// As short as may be: what is not taken up in time fails the starts, and the
// steps after them.
const jwt = {
  lifetime: { minutes: 1 },
  rotateAfter: { days: 1 },
  publishFirst: { seconds: 3 },
};

describe(`${RUNS} runs that start while all credentials are replaced`, () => {
  let folder: string;
  let secure: SecureHouse;
  let load: Load;
  let keys: KeySetWatch;
  let replaced: Replaced;
  let rows: readonly Run[];
  let token: string;
  const callers = new Map<'ada' | 'nina', Api>();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-rotation-'));
    const examples = await rehearsalExamples(folder);
    secure = await SecureHouse.start({
      ...{ name: 'secure-rotation', teams: onlyPayments, jwt },
      workerTokens: { lifetime: { minutes: 1 } },
      env: { EXAMPLES_DIR: examples },
    });
    await signIn();
    await startAll();
  });

  after(async () => {
    await secure?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function signIn(): Promise<void> {
    const browser = await aBrowser();
    for (const name of ['ada', 'nina'] as const) {
      const visitor = await aSignedInVisitor(browser, secure.house, name);
      token = await visitor.token();
      callers.set(name, secure.house.api(token));
    }
    await browser.close();
  }

  const ledger = async () => {
    const [api] = callers.values();
    return rowsOn(api, [PAYMENTS_API]);
  };

  async function startAll(): Promise<void> {
    load = new Load({
      ...{ callers, action: REHEARSE, entityRef: PAYMENTS_API },
      ...{ starts: RUNS, lasts: ROUNDS * ROUND_MS, atOnce: 8 },
    });
    keys = new KeySetWatch(secure.keySetUrl);
    const watching = keys.run();
    const rounds = { rounds: ROUNDS, roundMs: ROUND_MS, token };
    const rotating = rotateAll(secure, rounds);
    await load.run();
    replaced = await rotating;
    keys.stop();
    await watching;
    await until(async () => {
      rows = await ledger();
      return rows.every(({ closedAt }) => closedAt);
    }, CALM_MS);
  }

  it('each start is answered with its run, at the first try', () => {
    assert.deepEqual(load.journal.complaints, []);
    assert.equal(load.journal.asked.length, RUNS);
  });

  it('each run succeeds, once: the ledger and Temporal tell the same', async () => {
    // Its certificate was of a signer who is gone.
    await secure.files.renew('eye');
    const eye = await secure.eye('payments');
    const findings = new Findings();
    checkRequests(findings, load.journal.asked, rows);
    checkChains(findings, rows, await chainsIn(eye));
    await eye.close();
    assert.deepEqual(findings.all, []);
    assert.equal(rows.length, RUNS);
  });

  it('five times over, with the signers of certificates once', () => {
    assert.deepEqual(replaced, {
      signingKeys: ROUNDS,
      workerTokens: ROUNDS,
      backendCertificates: ROUNDS,
      workerCertificates: ROUNDS,
      serverCertificates: 1,
      clientAuthorities: 1,
    });
    assert.equal(keys.kids.size, 1 + ROUNDS);
  });
});
