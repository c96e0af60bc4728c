import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { aSignedInVisitor, Visitor } from '../browser/Visitor.ts';
import { machineToken } from '../callers/machineToken.ts';
import { aStart, MIGRATE, PAYMENTS_API } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import type { House } from '../house/House.ts';
import { runIdsIn } from '../house/runsIn.ts';

const ADDRESS = '/temporal/audit';
const STARTS = `${ADDRESS}?event=run-start`;

describe('the audit', () => {
  let house: House;
  let browser: Browser;
  let pat: Visitor;
  let runId: string;

  before(async () => {
    browser = await aBrowser();
    house = await aHouse({ name: 'audit' });
    const ada = await aSignedInVisitor(browser, house, 'ada');
    await ada.openEntity('payments-api');
    const card = new ActionsCard(ada.page);
    await card.run('Migrate database');
    await card.untilNewestIs('Succeeded');
    [runId] = await runIdsIn(house.api(await ada.token()), PAYMENTS_API);
    await ada.leave();
    const sam = await aSignedInVisitor(browser, house, 'sam');
    const denied = await house.api(await sam.token()).startRun(aStart());
    assert.equal(denied.status, 403);
    await sam.leave();
    pat = await aSignedInVisitor(browser, house, 'pat');
  });

  after(async () => {
    await browser?.close();
    await house?.stop();
  });

  function rows(...words: readonly string[]): Locator {
    const grid = pat.page.getByRole('grid', { name: 'Audit' });
    return words.reduce(
      (found, hasText) => found.filter({ hasText }),
      grid.getByRole('row'),
    );
  }

  const adasStart = () => rows('Ada Okafor', 'Start a run');
  const samsStart = () => rows('Sam Lindqvist', 'Start a run');

  async function choose(label: string, option: string): Promise<void> {
    const { page } = pat;
    const search = page.getByRole('search');
    await search.getByRole('button', { name: new RegExp(label) }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }

  async function type(label: string | RegExp, text: string): Promise<void> {
    const field = pat.page.getByRole('search').getByLabel(label);
    await field.fill(text);
    await field.press('Enter');
  }

  it('tells an admin who started what, and who was denied', async () => {
    await pat.page.getByRole('link', { name: 'Audit', exact: true }).click();
    await adasStart().getByText('Succeeded').waitFor();
    await adasStart().getByRole('link', { name: 'Payments API' }).waitFor();
    await samsStart().getByText('Denied').waitFor();
    await samsStart()
      .getByText(/You do not own/)
      .waitFor();
    await pat.photograph('audit');
  });

  const narrowings: [string, () => Promise<void>, boolean, boolean][] = [
    ['a person', () => type(/^Person/, 'user:default/sam'), false, true],
    ['an entity', () => type('Entity', PAYMENTS_API), true, true],
    [
      'another entity',
      () => type('Entity', 'component:default/money'),
      false,
      false,
    ],
    ['an action', () => type('Action', MIGRATE), true, true],
    [
      'what was tried',
      () => choose('What was tried', 'Cancel a run'),
      false,
      false,
    ],
    ['an outcome', () => choose('Outcome', 'Denied'), false, true],
    ['the last hour', () => choose('Time', 'Last hour'), true, true],
    [
      'a time that is over',
      () => type(/^Before/, '2020-01-01T00:00'),
      false,
      false,
    ],
  ];

  narrowings.forEach(([what, narrow, ada, sam]) => {
    it(`is narrowed to ${what}, and widened by the way back`, async () => {
      const { page } = pat;
      await pat.open(STARTS);
      await adasStart().waitFor();
      // Once it has answered, the rows from before are gone.
      await Promise.all([
        page.waitForResponse(/\/temporal\/audit\?/),
        narrow(),
      ]);
      if (ada) await adasStart().waitFor();
      if (sam) await samsStart().waitFor();
      if (!ada && !sam) await page.getByText('No record matches').waitFor();
      assert.equal(await adasStart().count(), ada ? 1 : 0);
      assert.equal(await samsStart().count(), sam ? 1 : 0);
      await page.goBack();
      await adasStart().waitFor();
      await samsStart().waitFor();
      assert.ok(page.url().endsWith(STARTS));
    });
  });

  it('leads to the run, and from there back to what is said of it', async () => {
    const { page } = pat;
    await pat.open(STARTS);
    await adasStart().getByRole('link', { name: runId }).click();
    await page.locator('[data-status=succeeded]').first().waitFor();
    await page.getByRole('link', { name: 'Audit of this run' }).click();
    await adasStart().waitFor();
    assert.equal(await samsStart().count(), 0);
    await rows('Admit a run to its worker').waitFor();
    assert.ok(page.url().endsWith(`${ADDRESS}?run=${runId}`));
  });

  async function exported(format: string, search: string): Promise<string> {
    const { page } = pat;
    await pat.open(`${ADDRESS}?${search}`);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: format }).click(),
    ]);
    const name = download.suggestedFilename();
    await page.getByText(`Exported to ${name}`).waitFor();
    return readFile(await download.path(), 'utf8');
  }

  it('is exported as CSV and as JSON Lines, as it is filtered', async () => {
    // Without a window, nobody can answer the browser's own question where to.
    await pat.page.addInitScript(() =>
      Reflect.deleteProperty(window, 'showSaveFilePicker'),
    );
    const csv = await exported('CSV', 'event=run-start&outcome=denied');
    assert.match(csv, /^id,at,event,/);
    assert.match(csv, /,run-start,.*user:default\/sam,.*,denied,/);
    assert.doesNotMatch(csv, /user:default\/ada/);
    const lines = await exported('JSON Lines', 'event=run-start');
    const records = lines
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    assert.deepEqual(
      records.map(({ caller, outcome }) => [caller, outcome]),
      [
        ['user:default/ada', 'succeeded'],
        ['user:default/sam', 'denied'],
      ],
    );
  });

  ['sam', 'ada'].forEach(name => {
    it(`is refused to ${name}, who is told whom to ask`, async () => {
      const visitor = await aSignedInVisitor(browser, house, name);
      const { page } = visitor;
      await visitor.open(ADDRESS);
      await page.getByText('You may not read the audit').waitFor();
      for (const team of ['Platform admins', 'Security']) {
        await page.getByRole('link', { name: team }).waitFor();
      }
      assert.equal(await page.getByRole('grid').count(), 0);
      const sidebar = page.getByRole('navigation', { name: 'sidebar nav' });
      await sidebar.getByRole('link', { name: 'Settings' }).waitFor();
      const entry = sidebar.getByRole('link', { name: 'Audit' });
      assert.equal(await entry.count(), 0);
      await visitor.photograph(`audit-refused-${name}`);
      await visitor.leave();
    });
  });

  it('is closed to somebody in no catalog, to machines, and to nobody', async () => {
    const noel = await Visitor.of(browser, house);
    await noel.trySignIn('noel');
    await noel.page.getByText('unable to resolve user identity').waitFor();
    await noel.open(ADDRESS);
    await noel.page.getByRole('button', { name: 'Sign In' }).waitFor();
    assert.equal(await noel.page.getByRole('grid').count(), 0);
    await noel.leave();
    const machine = house.api(await machineToken(house, 'ci'));
    for (const path of ['/audit', '/audit/export?format=csv']) {
      assert.equal((await house.api().get(path)).status, 401);
      assert.equal((await machine.get(path)).status, 403);
    }
  });

  it('tells of all who looked, and of all who were not let in', async () => {
    await pat.open(`${ADDRESS}?event=audit-read`);
    for (const person of ['Sam Lindqvist', 'Ada Okafor', 'ci']) {
      await rows(person, 'Read the audit', 'Denied').first().waitFor();
    }
    await rows('Pat Nakamura', 'Read the audit', 'Succeeded').first().waitFor();
  });
});
