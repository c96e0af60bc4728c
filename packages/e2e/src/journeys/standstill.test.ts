import Database from 'better-sqlite3';
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { barriersIn } from '../browser/barriersIn.ts';
import { inEachTheme } from '../browser/inEachTheme.ts';
import { RunPage } from '../browser/RunPage.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import type { Visitor } from '../browser/Visitor.ts';
import { aStart } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import { copyExamples } from '../house/copyExamples.ts';
import type { StartBody } from '../house/Api.ts';
import type { House } from '../house/House.ts';
import { writeSlowMigrations } from '../house/slowMigrations.ts';

const WANTED = { version: '001_first', reason: 'Release 2.4 is wrong' };
const PATIENCE = { timeout: 120_000 };

describe('a run that does not move', () => {
  let folder: string;
  let house: House;
  let browser: Browser;
  let ada: Visitor;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-standstill-'));
    const migrations = join(folder, 'migrations');
    await writeSlowMigrations(migrations);
    const env = {
      EXAMPLES_DIR: await copyExamples(folder),
      MIGRATIONS_DIR: migrations,
    };
    [house, browser] = await Promise.all([
      aHouse({ name: 'standstill', env }),
      aBrowser(),
    ]);
    ada = await aSignedInVisitor(browser, house, 'ada');
  });

  after(async () => {
    await browser?.close();
    await house?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The part of the page that says why. */
  async function told(name: string | RegExp): Promise<Locator> {
    const region = ada.page.getByRole('region', { name });
    await region.waitFor(PATIENCE);
    return region;
  }

  /** Has Ada start it, and looks at its page. */
  async function start(wanted: StartBody = {}): Promise<void> {
    const api = house.api(await ada.token());
    const { body } = await api.startRun(aStart(wanted));
    const { id } = body as { readonly id: string };
    await ada.open(`/temporal/runs/${id}`);
  }

  /** The whole page in both themes: no barrier, and a picture of each. */
  async function isLegible(name: string): Promise<void> {
    await inEachTheme(ada, async theme => {
      const run = ada.page.locator('div[data-run-id]');
      await run.getByRole('heading', { name: 'Timeline' }).waitFor();
      await ada.photograph(`${name}-${theme}`);
      assert.deepEqual(await barriersIn(run), []);
    });
  }

  it('waits for people, who are named', async () => {
    await ada.openEntity('payments-api');
    await new ActionsCard(ada.page).request('Guarded rollback', WANTED);
    const why = await told('Waits for an approval');
    await why.getByRole('link', { name: 'security' }).waitFor();
    await why.getByText(/Ask one of them/).waitFor();
    await isLegible('standstill-waiting');
    await new RunPage(ada.page).withdraw('Only looking');
  });

  it('has a step that fails, with its error and when it is tried again', async () => {
    const file = house.databaseOf('payments-api');
    await mkdir(dirname(file), { recursive: true });
    const database = new Database(file);
    try {
      database.exec('BEGIN EXCLUSIVE');
      await start();
      const why = await told(/^A step failed .* and is tried again$/);
      await why
        .getByText(/database is locked/)
        .first()
        .waitFor();
      await why.getByText(/^(in \d+s|now)$/).waitFor();
      await isLegible('standstill-retrying');
    } finally {
      database.close();
    }
    await ada.page
      .getByText(/002_slow/)
      .first()
      .waitFor(PATIENCE);
  });

  it('was told to stop, and shows what it rolls back', async () => {
    const { page } = ada;
    await page.getByRole('button', { name: 'Cancel run' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Reason/).fill('Wrong release');
    await dialog.getByRole('button', { name: 'Cancel the run' }).click();
    const why = await told(/^Told to stop/);
    await why.getByText('Wrong release').waitFor();
    await new RunPage(page).untilItIs('cancelled');
    const steps = page.getByRole('region', { name: 'Timeline' });
    const row = steps.getByRole('row', { name: /Take back 001_first/ });
    await row.getByText('Rolls back').waitFor();
    await isLegible('standstill-rolled-back');
  });

  it('has no worker, since a time that is told', async () => {
    await house.process('worker').kill();
    await start();
    const why = await told('No worker polls the task queue payments');
    await why.getByText('Since about').waitFor();
    await isLegible('standstill-no-worker');
    await house.process('worker').start();
    await why.waitFor({ ...PATIENCE, state: 'detached' });
    await new RunPage(ada.page).untilItIs('succeeded');
  });

  it('is out of sight while Temporal is away, and when it was last seen', async () => {
    await start({
      action: 'action:default/guarded-rollback',
      input: { to: WANTED.version },
      reason: WANTED.reason,
    });
    await told('Waits for an approval');
    await house.process('temporal').kill();
    const why = await told('Temporal can’t be reached');
    await why.getByText('Last seen', { exact: true }).waitFor();
    await isLegible('standstill-unreachable');
    await house.process('temporal').start();
    await why.waitFor({ ...PATIENCE, state: 'detached' });
  });
});
