import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { barriersIn } from '../browser/barriersIn.ts';
import { inEachTheme } from '../browser/inEachTheme.ts';
import { RunPage } from '../browser/RunPage.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import type { Visitor } from '../browser/Visitor.ts';
import { writeSlowMigrations } from '../house/slowMigrations.ts';
import { tablesIn } from '../house/tablesIn.ts';
import { onlyPayments } from './secureConfig.ts';
import { SecureHouse } from './SecureHouse.ts';

const REASON = 'The release is being cut';
// Longer than a step takes to begin once the one before has ended.
const A_WHILE_MS = 5_000;

// The development server can't pause anything; Temporal can from 1.32 on.
describe('pausing a migration', () => {
  let folder: string;
  let secure: SecureHouse;
  let browser: Browser;
  let ada: Visitor;
  let nina: Visitor;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-pausing-'));
    await writeSlowMigrations(folder);
    [secure, browser] = await Promise.all([
      SecureHouse.start({
        name: 'secure-pausing',
        teams: onlyPayments,
        env: { MIGRATIONS_DIR: folder },
      }),
      aBrowser(),
    ]);
    ada = await aSignedInVisitor(browser, secure.house, 'ada');
    nina = await aSignedInVisitor(browser, secure.house, 'nina');
  });

  after(async () => {
    await browser?.close();
    await secure?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const tables = () => tablesIn(secure.house.databaseOf('payments-api'));

  async function ask({ page }: Visitor, button: string, submit: string) {
    await page.getByRole('button', { name: button, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Reason/).fill(REASON);
    await dialog.getByRole('button', { name: submit }).click();
  }

  it('lets the step under way end, and begins no other', async () => {
    await ada.openEntity('payments-api');
    const card = new ActionsCard(ada.page);
    await card.run('Migrate database');
    await card.latestRuns
      .first()
      .getByText(/002_slow/)
      .waitFor();
    await card.openNewestRun();
    const runId = await new RunPage(ada.page).runId();
    await nina.open(`/temporal/runs/${runId}`);
    await ask(nina, 'Pause', 'Pause the run');
    await new RunPage(ada.page).untilItIs('paused');
    while (!tables().includes('slow')) await sleep(200);
    await sleep(A_WHILE_MS);
    assert.ok(!tables().includes('last'), 'The next step has begun');
  });

  it('is told on the page, with who did it and why', async () => {
    const told = ada.page.getByRole('region', { name: 'Paused' });
    await told.getByRole('link', { name: /nina/i }).waitFor();
    await told.getByText(REASON).waitFor();
    await inEachTheme(ada, async theme => {
      await told.waitFor();
      const run = ada.page.locator('div[data-run-id]');
      assert.deepEqual(await barriersIn(run), []);
      await ada.photograph(`secure-paused-${theme}`);
    });
  });

  it('ends once somebody lets it go on', async () => {
    await ask(ada, 'Let go on', 'Let it go on');
    for (const { page } of [ada, nina]) {
      await new RunPage(page).untilItIs('succeeded');
    }
    assert.ok(tables().includes('last'));
    await ada.photograph('secure-went-on');
  });
});
