import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { root } from '../../../../scripts/setup/places.mjs';
import { aBrowser } from '../browser/aBrowser.ts';
import { barriersIn } from '../browser/barriersIn.ts';
import { RunsList } from '../browser/RunsList.ts';
import { aSignedInVisitor, type Visitor } from '../browser/Visitor.ts';
import {
  aStart,
  MIGRATE,
  PAYMENTS_API,
  ROLLBACK,
} from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import type { StartBody } from '../house/Api.ts';
import type { House } from '../house/House.ts';
import { writeSlowMigrations } from '../house/slowMigrations.ts';

const ADDRESS = '/temporal/runs';
const RELEASE = 'action:default/release-service';
const ORDERS_API = 'component:default/orders-api';
const A_WHILE_MS = 120_000;

describe('the page of all runs', () => {
  let folder: string;
  let house: House;
  let browser: Browser;
  let ada: Visitor;
  let sam: Visitor;
  let runs: RunsList;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-migrations-'));
    await writeSlowMigrations(folder);
    const quick = join(root, 'examples', 'migrations', 'payments-api');
    await cp(quick, join(folder, 'orders-api'), { recursive: true });
    [house, browser] = await Promise.all([
      aHouse({ name: 'runs-page', env: { MIGRATIONS_DIR: folder } }),
      aBrowser(),
    ]);
    [ada, sam] = await Promise.all(
      ['ada', 'sam'].map(name => aSignedInVisitor(browser, house, name)),
    );
    runs = new RunsList(ada.page);
    await start(sam, { action: MIGRATE, entityRef: ORDERS_API });
    await start(ada, { action: ROLLBACK, input: { to: 'no-such-version' } });
    await start(ada, { action: RELEASE, input: { version: '7.1' } });
    await start(sam, {
      action: RELEASE,
      entityRef: ORDERS_API,
      input: { version: '3.0' },
      reason: 'The release of Monday',
    });
  });

  after(async () => {
    await browser?.close();
    await house?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(by: Visitor, wanted: StartBody): Promise<void> {
    const api = house.api(await by.token());
    const { status, body } = await api.startRun(aStart(wanted));
    assert.equal(status, 201, JSON.stringify(body));
  }

  const adasRelease = () => runs.rows('Release service', 'Payments API');
  const samsRelease = () => runs.rows('Release service', 'Orders API');

  it('is in the sidebar, and says who runs what on what, and how it goes', async () => {
    await ada.page.getByRole('link', { name: 'Runs', exact: true }).click();
    for (const [status, ...words] of [
      ['Succeeded', 'Migrate database', 'Orders API', 'Sam Lindqvist'],
      ['Failed', 'Roll back database', 'Payments API', 'Ada Okafor'],
    ]) {
      const says = runs.rows(...words).getByText(status, { exact: true });
      await says.waitFor({ timeout: A_WHILE_MS });
    }
    const asks = samsRelease().getByText('Waiting for an answer');
    await asks.waitFor({ timeout: A_WHILE_MS });
    await samsRelease().getByText('The release of Monday').waitFor();
    await samsRelease().getByRole('link', { name: 'Sam Lindqvist' }).waitFor();
  });

  it('shows how often and how fast each action succeeds', async () => {
    await ada.open(ADDRESS);
    const migrated = runs.figureOf('Migrate database');
    await migrated.getByText('1 of 1 succeeded').waitFor();
    await migrated.getByText(/^usually /).waitFor();
    await runs
      .figureOf('Roll back database')
      .getByText('0 of 1 succeeded')
      .waitFor();
  });

  const narrowings: [string, () => Promise<void>, boolean, boolean][] = [
    ['one’s own', () => runs.shortcut('Mine'), true, false],
    [
      'a person',
      () => runs.type('Started by', 'user:default/sam'),
      false,
      true,
    ],
    ['a team', () => runs.type('Team', 'group:default/orders'), false, true],
    ['an entity', () => runs.type('Entity', PAYMENTS_API), true, false],
    ['an action', () => runs.type('Action', MIGRATE), false, false],
    ['what failed', () => runs.shortcut('Failed'), false, false],
    ['what is open', () => runs.shortcut('Open'), true, true],
    ['a status', () => runs.choose('Status', 'Succeeded'), false, false],
    ['the last hour', () => runs.choose('Time', 'Last hour'), true, true],
    [
      'a time that is over',
      () => runs.type(/^Before/, '2020-01-01T00:00'),
      false,
      false,
    ],
    [
      'words of a reason',
      () => runs.type('Words in a reason', 'monday'),
      false,
      true,
    ],
  ];

  narrowings.forEach(([what, narrow, adas, sams]) => {
    it(`is narrowed to ${what}, in an address that others can open`, async () => {
      const { page } = ada;
      await ada.open(ADDRESS);
      await Promise.all([adasRelease().waitFor(), samsRelease().waitFor()]);
      await Promise.all([
        page.waitForResponse(/\/api\/temporal\/runs\?.*(=.*){2}/),
        narrow(),
      ]);
      const { pathname, search } = new URL(page.url());
      assert.notEqual(search, '');
      await sam.open(pathname + search);
      for (const list of [runs, new RunsList(sam.page)]) {
        for (const [entity, isShown] of [
          ['Payments API', adas],
          ['Orders API', sams],
        ] as const) {
          const row = list.rows('Release service', entity);
          if (isShown) await row.waitFor();
          await list.settled();
          assert.equal(await row.count(), isShown ? 1 : 0, entity);
        }
      }
      await page.goBack();
      await Promise.all([adasRelease().waitFor(), samsRelease().waitFor()]);
    });
  });

  it('marks a filter that means nothing, and looks for nothing', async () => {
    await ada.open(`${ADDRESS}?entityRef=payments-api`);
    await ada.page.getByText('Nothing was looked for').waitFor();
    await runs.form.getByText(/Must be a full entity reference/).waitFor();
  });

  it('shows a run that somebody starts meanwhile, and its end in the figures', async () => {
    await ada.open(ADDRESS);
    const figure = runs.figureOf('Migrate database');
    await figure.getByText('1 of 1 succeeded').waitFor();
    await start(ada, { action: MIGRATE, reason: 'The invoices are late' });
    const row = runs.rows('Migrate database', 'Payments API');
    await row.getByRole('progressbar').waitFor();
    await row.getByText(/002_slow/).waitFor();
    await ada.photograph('runs');
    const both = figure.getByText('2 of 2 succeeded');
    await both.waitFor({ timeout: A_WHILE_MS });
  });

  async function exported(format: string, search: string): Promise<string> {
    const { page } = ada;
    await ada.open(ADDRESS + search);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: format }).click(),
    ]);
    const name = download.suggestedFilename();
    assert.match(name, /^temporal-runs-/);
    await page.getByText(`Exported to ${name}`).waitFor();
    return readFile(await download.path(), 'utf8');
  }

  it('is exported as CSV and as JSON Lines, as it is filtered', async () => {
    // Without a window, nobody can answer the browser's own question where to.
    await ada.page.addInitScript(() =>
      Reflect.deleteProperty(window, 'showSaveFilePicker'),
    );
    const csv = await exported('CSV', '?initiator=user:default/sam');
    assert.match(csv, /component:default\/orders-api/);
    assert.doesNotMatch(csv, /user:default\/ada/);
    const lines = await exported('JSON Lines', '?status=failed,succeeded');
    const statuses = lines
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line).status);
    assert.ok(statuses.includes('failed') && statuses.includes('succeeded'));
    assert.ok(!statuses.includes('waiting-for-answer'));
  });

  (['light', 'dark'] as const).forEach(theme => {
    it(`has no barrier for people who see little, with the ${theme} theme`, async () => {
      const { page } = ada;
      await page.addInitScript(`localStorage.setItem('theme', '${theme}')`);
      await ada.open(ADDRESS);
      await page.locator(`[data-theme-mode="${theme}"]`).first().waitFor();
      await runs.figureOf('Migrate database').waitFor();
      await runs.select(adasRelease());
      const found = [
        ...(await barriersIn(runs.form)),
        ...(await barriersIn(runs.grid)),
        ...(await barriersIn(runs.figures)),
      ];
      await ada.photograph(`runs-${theme}`);
      await page.getByRole('button', { name: 'Cancel selected' }).click();
      found.push(...(await barriersIn(page.getByRole('dialog'))));
      await page.keyboard.press('Escape');
      assert.deepEqual(found, []);
    });
  });

  it('cancels what is selected, and tells of each run what became of it', async () => {
    const { page } = ada;
    await ada.open(`${ADDRESS}?action=${RELEASE}`);
    for (const row of [adasRelease(), samsRelease()]) {
      await runs.select(row);
    }
    await page.getByText('2 runs selected').waitFor();
    await page.getByRole('button', { name: 'Cancel selected' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/on Orders API, started by Sam/).waitFor();
    await dialog.getByLabel(/Reason/).fill('Not on a Monday');
    assert.deepEqual(await barriersIn(dialog), []);
    await ada.photograph('runs-cancel');
    await dialog.getByRole('button', { name: 'Cancel 2 runs' }).click();
    await dialog.getByText('Asked to stop: 1 of 2').waitFor();
    const refused = dialog.getByRole('listitem').filter({
      hasText: 'Orders API',
    });
    await refused.getByText('Not cancelled').waitFor();
    await refused.getByRole('link', { name: 'Orders', exact: true }).waitFor();
    assert.deepEqual(await barriersIn(dialog), []);
    await ada.photograph('runs-cancelled');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await adasRelease()
      .getByText('Cancelled', { exact: true })
      .waitFor({ timeout: A_WHILE_MS });
    const still = samsRelease().getByText('Waiting for an answer');
    assert.equal(await still.count(), 1);
    const box = adasRelease().getByRole('checkbox');
    assert.equal(await box.isDisabled(), true);
  });

  it('narrows the runs of one entity on its own tab', async () => {
    await ada.open('/catalog/default/component/payments-api/runs');
    await runs.rows('Migrate database').waitFor();
    await runs.shortcut('Failed');
    await runs.rows('Roll back database').waitFor();
    await ada.page.waitForURL(/runs\?status=failed/);
    assert.equal(await runs.rows('Migrate database').count(), 0);
    await ada.photograph('runs-tab');
  });
});
