import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Browser } from 'playwright-core';
import { until } from '../../../../scripts/run/readiness.mjs';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import type { Visitor } from '../browser/Visitor.ts';
import { aStart, PAYMENTS_API } from '../callers/requests.ts';
import type { Answer, Api, StartBody } from '../house/Api.ts';
import { runIdsIn } from '../house/runsIn.ts';
import { REHEARSE, rehearsalExamples } from './rehearsal.ts';
import { onlyPayments } from './secureConfig.ts';
import { SecureHouse } from './SecureHouse.ts';

const PATIENCE_MS = 60_000;

describe('a Temporal that lets the backend in no more', () => {
  let folder: string;
  let secure: SecureHouse;
  let browser: Browser;
  let ada: Visitor;
  let api: Api;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-refusals-'));
    const env = { EXAMPLES_DIR: await rehearsalExamples(folder) };
    [secure, browser] = await Promise.all([
      SecureHouse.start({ name: 'secure-refusals', teams: onlyPayments, env }),
      aBrowser(),
    ]);
    ada = await aSignedInVisitor(browser, secure.house, 'ada');
    api = secure.house.api(await ada.token());
  });

  after(async () => {
    await browser?.close();
    await secure?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function inTemporal(): Promise<readonly string[]> {
    const eye = await secure.eye('payments');
    const ids = await eye.workflowIds();
    await eye.close();
    return ids.sort();
  }

  /** Starts again and again, until it is answered like this. */
  async function answered(
    status: number,
    body: StartBody,
    words = /./,
  ): Promise<void> {
    let last: Answer | undefined;
    const isSo = await until(async () => {
      last = await api.startRun(body);
      return last.status === status && words.test(JSON.stringify(last.body));
    }, PATIENCE_MS);
    assert.ok(isSo, `No ${status} with ${words}: ${JSON.stringify(last)}`);
  }

  const rehearsal = () => aStart({ action: REHEARSE });

  const health = async () => (await secure.house.api().get('/health')).status;

  const isDegraded = () =>
    until(async () => (await health()) === 503, PATIENCE_MS);

  /** Spoils something, until the log says so. */
  async function isTold(
    spoil: () => Promise<unknown>,
    words: RegExp,
  ): Promise<void> {
    const backend = secure.house.process('backend');
    const earlier = backend.log.length;
    await spoil();
    const told = () => words.test(backend.log.slice(earlier));
    assert.ok(await until(told, PATIENCE_MS), `No ${words} in the log`);
    assert.ok(await isDegraded(), 'It is not degraded');
  }

  async function isWellAgain(): Promise<void> {
    const well = async () => (await health()) === 200;
    assert.ok(await until(well, PATIENCE_MS), 'It is still degraded');
    await answered(201, rehearsal());
  }

  /** Spoils something, until the start of a run says so and makes nothing. */
  async function startsNothing(
    spoil: () => Promise<void>,
    words: RegExp,
  ): Promise<StartBody> {
    const earlier = (await runIdsIn(api, PAYMENTS_API)).sort();
    assert.deepEqual(await inTemporal(), earlier);
    await spoil();
    assert.ok(await isDegraded(), 'It is not degraded');
    const request = rehearsal();
    const nothing = new RegExp(`Nothing was started.*${words.source}`);
    await answered(503, request, nothing);
    assert.deepEqual((await runIdsIn(api, PAYMENTS_API)).sort(), earlier);
    return request;
  }

  it('because of its tokens: a start is a 503 with Temporal’s reason', async () => {
    await answered(201, rehearsal());
    const earlier = await inTemporal();
    let trust = () => {};
    const request = await startsNothing(async () => {
      trust = await secure.distrustBackend();
    }, /Request unauthorized.*temporal\.clusters\[0\]\.jwt/);
    await ada.openEntity('payments-api');
    const button = new ActionsCard(ada.page).runButton('Migrate database');
    await button.waitFor();
    assert.equal(await button.isDisabled(), true);
    await ada.page
      .getByText(/Request unauthorized/)
      .first()
      .waitFor();
    await ada.photograph('secure-refused');
    trust();
    assert.deepEqual(await inTemporal(), earlier);
    await answered(201, request);
    await isWellAgain();
  });

  it('because the server’s certificate is over: the log and the answer say so', async () => {
    const words = /temporal\.clusters\[0\]\.tls.*expired/;
    const spoil = () => secure.files.renew('server', -1);
    await isTold(() => startsNothing(spoil, words), words);
    await secure.files.renew('server');
    await isWellAgain();
  });

  it('because another signed the server’s certificate', async () => {
    const words = /temporal\.clusters\[0\]\.tls\.caFile/;
    const spoil = () => secure.files.renewByStranger('server');
    await isTold(() => startsNothing(spoil, words), words);
    await secure.files.renew('server');
    await isWellAgain();
  });

  it('because nobody knows who signed its own', async () => {
    const words = /temporal\.clusters\[0\]\.tls\.certFile/;
    const spoil = () => secure.files.renewByStranger('backend');
    await isTold(() => startsNothing(spoil, words), words);
    await secure.files.renew('backend');
    await isWellAgain();
  });

  it('but not for a new certificate that is over: the one before stays', async () => {
    await isTold(
      () => secure.files.renew('backend', -1),
      /temporal\.clusters\[0\]\.tls\.certFile expired/,
    );
    await answered(201, rehearsal());
    await secure.files.renew('backend');
    await isWellAgain();
  });

  it('but not because the backend can’t read its keys: Temporal keeps them', async () => {
    const file = secure.house.pluginDatabaseOf('temporal');
    const database = new Database(file);
    database.exec('ALTER TABLE signing_keys RENAME TO hidden_keys');
    const { status } = await fetch(secure.keySetUrl);
    assert.ok(status >= 500, `It answers ${status}`);
    // In which Temporal has asked for them, more than once.
    await sleep(3_000);
    const eye = await secure.eyeOfWorker('payments');
    await eye.workflowIds();
    await eye.close();
    database.exec('ALTER TABLE hidden_keys RENAME TO signing_keys');
    database.close();
    await isWellAgain();
  });
});
