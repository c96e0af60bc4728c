import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { dataDir } from '../../../../scripts/setup/places.mjs';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { barriersIn } from '../browser/barriersIn.ts';
import { inEachTheme } from '../browser/inEachTheme.ts';
import { RunPage } from '../browser/RunPage.ts';
import { TemporalUi } from '../browser/TemporalUi.ts';
import { aSignedInVisitor, type Visitor } from '../browser/Visitor.ts';
import { aStart } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import type { House } from '../house/House.ts';
import { PostgresDatabase, postgresUrl } from '../house/PostgresDatabase.ts';
import { Canary } from '../secrets/Canary.ts';
import { Traffic } from '../secrets/Traffic.ts';

const skip = postgresUrl ? false : 'there is no PostgreSQL here';
const NAME = 'secrets';
const ACTION = 'action:default/rotate-password';
const ROTATE = 'Rotate database password';
const RESULT = /has a new password/;

/** What the page of a run does for those who may see what is sealed. */
async function takeCookie(visitor: Visitor): Promise<void> {
  const token = await visitor.token();
  const status = await visitor.page.evaluate(async bearer => {
    const path = '/api/temporal/.backstage/auth/v1/cookie';
    const headers = { authorization: `Bearer ${bearer}` };
    return (await fetch(path, { headers, credentials: 'include' })).status;
  }, token);
  assert.equal(status, 200);
}

describe('a secret that a person gives to a run', () => {
  const first = new Canary();
  const second = new Canary();
  const refused = new Canary();
  /** No secret: that this is found shows that a secret would be. */
  const account = new Canary();
  let house: House;
  let browser: Browser;
  let ada: Visitor;
  let traffic: Traffic;

  before(async () => {
    [house, browser] = await Promise.all([aHouse({ name: NAME }), aBrowser()]);
    ada = await aSignedInVisitor(browser, house, 'ada');
    traffic = new Traffic(ada.page, [first, second], /\/api\/temporal\/runs$/);
  });

  after(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('is typed where nobody reads it, and reviewed without being seen', async () => {
    await ada.openEntity('payments-api');
    await inEachTheme(ada, async theme => {
      await new ActionsCard(ada.page).runButton(ROTATE).click();
      const dialog = ada.page.getByRole('dialog');
      const password = dialog.getByRole('textbox', { name: /^New password/ });
      await dialog.getByLabel('Account').fill(account.text);
      await password.fill(first.text);
      assert.equal(await password.getAttribute('type'), 'password');
      await dialog.getByText('Sealed before it is stored').waitFor();
      await ada.photograph(`secrets-form-${theme}`);
      assert.deepEqual(await barriersIn(dialog), []);
      await dialog.getByRole('button', { name: 'Review' }).click();
      await dialog.getByRole('img', { name: 'Secret, not shown' }).waitFor();
      assert.deepEqual(await barriersIn(dialog), []);
    });
    await ada.page.getByRole('button', { name: 'Run now' }).click();
    await new ActionsCard(ada.page).untilNewestIs('Succeeded');
  });

  it('is masked on the page of its run, and so is what came of it', async () => {
    await new ActionsCard(ada.page).openNewestRun();
    await inEachTheme(ada, async theme => {
      const run = ada.page.locator('div[data-run-id]');
      const inputs = run.getByRole('region', { name: 'Inputs' });
      await inputs.getByRole('img', { name: 'Secret, not shown' }).waitFor();
      await inputs.getByText(account.text).waitFor();
      await run.getByText('Sealed, because this run was given').waitFor();
      assert.equal(await run.getByText(RESULT).count(), 0);
      assert.deepEqual(await barriersIn(run), []);
      await ada.photograph(`secrets-run-${theme}`);
    });
  });

  it('keeps its result from strangers, also on Temporal’s own page', async () => {
    const link = ada.page.getByRole('link', { name: 'Open in Temporal' });
    const address = await link.first().getAttribute('href');
    assert.ok(address);
    const decoder = `${house.url}/api/temporal/codec`;
    const asAda = await TemporalUi.open(ada.page.context(), address, decoder);
    await asAda.text(RESULT).waitFor();
    await asAda.text(/temporal\.io\/secret/).waitFor();
    const sam = await aSignedInVisitor(browser, house, 'sam');
    await takeCookie(sam);
    const asSam = await TemporalUi.open(sam.page.context(), address, decoder);
    await asSam.text(/rotatePassword/).waitFor();
    await asSam.page.waitForLoadState('networkidle');
    assert.equal(await asSam.text(RESULT).count(), 0);
    await sam.leave();
  });

  it('is asked for anew when it is run again', async () => {
    await ada.page.getByRole('button', { name: 'Run again' }).click();
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByText('Secrets are not kept here').waitFor();
    assert.equal(await dialog.getByLabel('Account').inputValue(), account.text);
    const password = dialog.getByRole('textbox', { name: /^New password/ });
    assert.equal(await password.inputValue(), '');
    await password.fill(second.text);
    await dialog.getByRole('button', { name: 'Review' }).click();
    const earlier = ada.page.url();
    await dialog.getByRole('button', { name: 'Run now' }).click();
    await ada.page.waitForURL(url => url.href !== earlier);
    await new RunPage(ada.page).untilItIs('succeeded');
  });

  it('is not repeated by what refuses it', async () => {
    const api = house.api(await ada.token());
    const { text } = refused;
    const answers = await Promise.all([
      ...[
        { password: text.repeat(10) },
        { password: [text] },
        { password: { 'temporal.io/secret': text } },
        { password: text, account: 7 },
      ].map(input => api.startRun(aStart({ action: ACTION, input }))),
      api.send('/runs', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"input":{"password":"${text}"oops}}`,
      }),
    ]);
    for (const { status, body } of answers) {
      assert.equal(status, 400);
      assert.equal(refused.isIn(JSON.stringify(body)), false);
    }
  });

  it('is nowhere else: not in logs, databases, histories, addresses or answers', async () => {
    const ledger = house.pluginDatabaseOf('temporal');
    const data = dirname(dirname(ledger));
    const plain = await account.filesWithIt(data);
    assert.ok(plain.some(file => file.startsWith(ledger)));
    assert.ok(plain.some(file => file.startsWith(join(data, 'temporal'))));
    const logs = join(dataDir, 'logs', NAME);
    for (const canary of [first, second, refused]) {
      assert.deepEqual(await canary.filesWithIt(data), []);
      assert.deepEqual(await canary.filesWithIt(logs), []);
    }
    assert.deepEqual(await traffic.traces(), []);
  });
});

describe('a secret on PostgreSQL', { skip }, () => {
  const secret = new Canary();
  const account = new Canary();
  let postgres: PostgresDatabase;
  let house: House;

  before(async () => {
    assert.ok(postgresUrl);
    postgres = await PostgresDatabase.on(postgresUrl);
    house = await aHouse({ name: `${NAME}-postgres`, postgres });
  });

  after(async () => {
    await house?.stop();
    await postgres?.drop();
  });

  it('is in no database, not even as it was set', async () => {
    const browser = await aBrowser();
    const ada = await aSignedInVisitor(browser, house, 'ada');
    const api = house.api(await ada.token());
    const input = { account: account.text, password: secret.text };
    const { body } = await api.startRun(aStart({ action: ACTION, input }));
    const { id } = body as { readonly id: string };
    await ada.open(`/temporal/runs/${id}`);
    await new RunPage(ada.page).untilItIs('succeeded');
    await browser.close();
    const all = await postgres.dump();
    assert.ok(account.isIn(all));
    assert.equal(secret.isIn(all), false);
  });
});
