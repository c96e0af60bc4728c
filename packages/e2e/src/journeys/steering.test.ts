import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { appliedIn } from '../house/appliedIn.ts';
import { copyExamples } from '../house/copyExamples.ts';
import type { House } from '../house/House.ts';

const GUARDED = 'Guarded rollback';
const LAST = '004_backfill_payouts';
const NEXT = '005_add_notes';
const BROKEN = 'ALTER TABLE invoicse ADD COLUMN due_on TEXT;';
const BEGINS_ANEW =
  /begins anew: every step is done again.*revertMigration was begun/;
const WANTED = { version: 'no-such-version', reason: 'Release 2.4 is wrong' };
const ALL = [
  '001_create_invoices',
  '002_invoice_due_dates',
  '003_create_payouts',
  LAST,
];

describe('a run that failed', () => {
  let folder: string;
  let migrations: string;
  let house: House;
  let browser: Browser;
  let ada: Visitor;
  let nina: Visitor;
  let runId: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-steering-'));
    const examples = await copyExamples(folder);
    migrations = join(examples, 'migrations');
    const env = { EXAMPLES_DIR: examples, MIGRATIONS_DIR: migrations };
    [house, browser] = await Promise.all([
      aHouse({ name: 'steering', env }),
      aBrowser(),
    ]);
    ada = await aSignedInVisitor(browser, house, 'ada');
    nina = await aSignedInVisitor(browser, house, 'nina');
  });

  after(async () => {
    await browser?.close();
    await house?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const fileOf = (name: string) =>
    join(migrations, 'payments-api', `${name}.up.sql`);

  const applied = () => appliedIn(house.databaseOf('payments-api'));

  async function dialogOf({ page }: Visitor, name: string): Promise<Locator> {
    await page.getByRole('button', { name, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    return dialog;
  }

  /** The rows of attempts on the page, once there are as many. */
  async function attempts({ page }: Visitor, count: number) {
    const region = page.getByRole('region', { name: 'Attempts' });
    const rows = region.getByRole('listitem');
    await rows.nth(count - 1).waitFor();
    assert.equal(await rows.count(), count);
    return rows;
  }

  it('is retried by nobody but owners, and others read whom to ask', async () => {
    const file = fileOf('002_invoice_due_dates');
    const whole = await readFile(file, 'utf8');
    await writeFile(file, BROKEN);
    const api = house.api(await ada.token());
    const { body } = await api.startRun(aStart({ input: { to: LAST } }));
    ({ id: runId } = body as { readonly id: string });
    await ada.open(`/temporal/runs/${runId}`);
    await new RunPage(ada.page).untilItIs('failed');
    await writeFile(file, whole);
    const sam = await aSignedInVisitor(browser, house, 'sam');
    await sam.open(`/temporal/runs/${runId}`);
    const button = sam.page.getByRole('button', { name: 'Retry' });
    await button.waitFor();
    assert.equal(await button.isDisabled(), true);
    await sam.photograph('steering-stranger');
    const why = sam.page.getByText(/^You do not own /).first();
    await why.getByRole('link', { name: 'Payments', exact: true }).waitFor();
    const answer = await house
      .api(await sam.token())
      .post(`/runs/${runId}/retry`, { reason: 'Let me', attempt: 1 });
    assert.equal(answer.status, 403);
    await sam.leave();
  });

  it('says where a retry goes on, and why, in both themes', async () => {
    await inEachTheme(ada, async theme => {
      const run = ada.page.locator('div[data-run-id]');
      await run.getByRole('button', { name: 'Retry' }).waitFor();
      assert.deepEqual(await barriersIn(run), []);
      const dialog = await dialogOf(ada, 'Retry');
      await dialog.getByText(BEGINS_ANEW).waitFor();
      await ada.photograph(`steering-retry-${theme}`);
      assert.deepEqual(await barriersIn(dialog), []);
    });
  });

  it('is retried once, however often it is clicked and by whom', async () => {
    await nina.open(`/temporal/runs/${runId}`);
    const late = await dialogOf(nina, 'Retry');
    await late.getByLabel(/Reason/).fill('I mended it');
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByLabel(/Reason/).fill('The file is mended');
    await dialog.getByRole('button', { name: 'Retry the run' }).dblclick();
    await new RunPage(ada.page).untilItIs('succeeded');
    await late.getByRole('button', { name: 'Retry the run' }).click();
    const told = late.getByRole('alert');
    await told.getByText('The run was not retried').waitFor();
    await told.getByText(/is in attempt 2 by now/).waitFor();
    await nina.photograph('steering-too-late');
    assert.deepEqual(await barriersIn(late), []);
    await late.getByRole('button', { name: 'Leave it as it is' }).click();
    for (const visitor of [ada, nina]) {
      const rows = await attempts(visitor, 2);
      const [first, second] = [rows.first(), rows.last()];
      await first.getByText('Failed', { exact: true }).waitFor();
      await first.getByText(/002_invoice_due_dates failed/).waitFor();
      await second.getByText('Succeeded', { exact: true }).waitFor();
      await second.getByText('The file is mended').waitFor();
      await second.getByText('from the beginning').waitFor();
      await second.getByRole('link', { name: 'Ada Okafor' }).waitFor();
    }
    assert.deepEqual(applied(), ALL);
  });

  it('shows its attempts in both themes', async () => {
    await inEachTheme(ada, async theme => {
      await attempts(ada, 2);
      const run = ada.page.locator('div[data-run-id]');
      assert.deepEqual(await barriersIn(run), []);
      await ada.photograph(`steering-attempts-${theme}`);
    });
  });

  it('is run again with the same inputs, once they were looked at', async () => {
    await writeFile(fileOf(NEXT), BROKEN);
    const dialog = await dialogOf(ada, 'Run again');
    const version = dialog.getByLabel(/^Last version to apply/);
    assert.equal(await version.inputValue(), LAST);
    await version.fill(NEXT);
    await dialog.getByRole('button', { name: 'Review' }).click();
    await dialog.getByText(NEXT).waitFor();
    assert.deepEqual(await barriersIn(dialog), []);
    await ada.photograph('steering-again');
    await dialog.getByRole('button', { name: 'Run now' }).click();
    await ada.page.waitForURL(url => !url.pathname.endsWith(runId));
    const page = new RunPage(ada.page);
    assert.notEqual(await page.runId(), runId);
    await page.untilItIs('failed');
  });

  it('goes on at the step that failed when nothing was taken back', async () => {
    await writeFile(fileOf(NEXT), 'CREATE TABLE notes (id TEXT);');
    const dialog = await dialogOf(ada, 'Retry');
    await dialog.getByText(/goes on at applyMigration, which failed/).waitFor();
    await dialog.getByLabel(/Reason/).fill('Spelled right');
    await dialog.getByRole('button', { name: 'Retry the run' }).click();
    await new RunPage(ada.page).untilItIs('succeeded');
    const rows = await attempts(ada, 2);
    await rows.last().getByText('from applyMigration').waitFor();
    assert.deepEqual(applied(), [...ALL, NEXT]);
  });

  it('is approved anew when it had needed an approval', async () => {
    const page = new RunPage(ada.page);
    await ada.openEntity('payments-api');
    await new ActionsCard(ada.page).request(GUARDED, WANTED);
    runId = await page.runId();
    await nina.leave();
    const sofia = await aSignedInVisitor(browser, house, 'sofia');
    await sofia.open(`/temporal/runs/${runId}`);
    await new RunPage(sofia.page).decide('Approve', GUARDED, 'Go ahead');
    await page.untilItIs('failed');
    const retry = ada.page.getByRole('button', { name: 'Retry' });
    assert.equal(await retry.isDisabled(), true);
    await ada.page.getByText(/^Needs an approval anew: run it again/).waitFor();
    const dialog = await dialogOf(ada, 'Run again');
    const version = dialog.getByLabel('Version');
    assert.equal(await version.inputValue(), WANTED.version);
    await dialog.getByRole('button', { name: 'Review' }).click();
    const reason = dialog.getByLabel(/Reason/);
    assert.equal(await reason.inputValue(), WANTED.reason);
    await dialog.getByRole('button', { name: 'Request run' }).click();
    await ada.page.waitForURL(url => !url.pathname.endsWith(runId));
    await page.untilItIs('waiting-for-approval');
    await ada.photograph('steering-approval');
  });
});
