import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { barriersIn } from '../browser/barriersIn.ts';
import { RunPage } from '../browser/RunPage.ts';
import { aSignedInVisitor, passwordOf } from '../browser/Visitor.ts';
import type { Visitor } from '../browser/Visitor.ts';
import { aHouse } from '../house/aHouse.ts';
import { copyExamples } from '../house/copyExamples.ts';
import type { House } from '../house/House.ts';

const MIGRATE = 'Migrate database';
const ROLL_BACK = 'Roll back database';
const JOINT = 'Joint rollback';

type Theme = 'light' | 'dark';

function cardOf(page: Page): Locator {
  return page
    .locator('.bui-Card')
    .filter({ has: page.getByRole('heading', { name: 'Actions' }) });
}

/** The failed run is looked at too: it alone has red words. */
async function failToRollBack(ada: Visitor): Promise<void> {
  const dialog = ada.page.getByRole('dialog');
  await new ActionsCard(ada.page).runButton(ROLL_BACK).click();
  await dialog.getByLabel('Version to go back to').fill('no-such-version');
  await dialog.getByRole('button', { name: 'Review' }).click();
  await dialog.getByText('I understand').click();
  await dialog.getByRole('button', { name: 'Run now' }).click();
}

async function openInTheme(ada: Visitor, theme: Theme): Promise<void> {
  const { page } = ada;
  await page.addInitScript(`localStorage.setItem('theme', '${theme}')`);
  await ada.openEntity('payments-api');
  await page.locator(`[data-theme-mode="${theme}"]`).first().waitFor();
}

async function barriersInDialog({ page }: Visitor): Promise<string[]> {
  const dialog = page.getByRole('dialog');
  await new ActionsCard(page).runButton(ROLL_BACK).click();
  await dialog.getByRole('button', { name: 'Review' }).click();
  await dialog.getByText('Fill this in').waitFor();
  const inForm = await barriersIn(dialog);
  await dialog.getByLabel('Version to go back to').fill('001');
  await page.keyboard.press('Enter');
  await dialog.getByText('I understand').waitFor();
  const inReview = await barriersIn(dialog);
  await page.keyboard.press('Escape');
  return [...inForm, ...inReview];
}

async function barriersOnRunPages(ada: Visitor): Promise<string[]> {
  const found: string[] = [];
  for (const action of [MIGRATE, ROLL_BACK]) {
    await ada.openEntity('payments-api');
    const { latestRuns } = new ActionsCard(ada.page);
    await latestRuns.getByRole('link', { name: action }).first().click();
    const run = ada.page.locator('div[data-run-id]');
    await run.getByRole('table').waitFor();
    found.push(...(await barriersIn(run)));
  }
  return found;
}

async function barriersInAudit(pat: Visitor, theme: Theme): Promise<string[]> {
  const { page } = pat;
  await page.addInitScript(`localStorage.setItem('theme', '${theme}')`);
  await pat.open('/temporal/audit');
  await page.locator(`[data-theme-mode="${theme}"]`).first().waitFor();
  const found = [
    ...(await barriersIn(page.getByRole('search'))),
    ...(await barriersIn(page.getByRole('grid', { name: 'Audit' }))),
  ];
  const open = page.getByRole('button', { name: /^Details of record/ });
  await open.first().click();
  found.push(...(await barriersIn(page.getByRole('dialog'))));
  await page.keyboard.press('Escape');
  await pat.photograph(`accessible-audit-${theme}`);
  return found;
}

async function barriersInRequest(ada: Visitor, theme: Theme) {
  const { page } = ada;
  await openInTheme(ada, theme);
  const name = `Request run of ${JOINT}`;
  await page.getByRole('button', { name }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Version').fill('001_create_invoices');
  await dialog.getByRole('button', { name: 'Review' }).click();
  await dialog.getByLabel(/Reason/).waitFor();
  const found = await barriersIn(dialog);
  await dialog.getByRole('button', { name: 'Request run' }).click();
  const run = new RunPage(page);
  await run.untilItIs('waiting-for-approval');
  found.push(...(await barriersIn(page.locator('div[data-run-id]'))));
  await ada.photograph(`accessible-request-${theme}`);
  return { found, runId: await run.runId() };
}

/** The list of what waits, the dialog that decides, and what it leaves. */
async function barriersInApprovals(
  sofia: Visitor,
  theme: Theme,
  runId: string,
) {
  const { page } = sofia;
  await page.addInitScript(`localStorage.setItem('theme', '${theme}')`);
  await sofia.open('/temporal/approvals');
  const item = page.locator(`[data-run-id="${runId}"]`);
  await item.getByRole('button', { name: 'Show inputs' }).click();
  await item.getByText('001_create_invoices').waitFor();
  const found = await barriersIn(page.getByRole('tabpanel'));
  await sofia.photograph(`accessible-approvals-${theme}`);
  await item.getByRole('button', { name: `Reject ${JOINT}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('001_create_invoices').waitFor();
  found.push(...(await barriersIn(dialog)));
  await page.keyboard.press('Escape');
  await new RunPage(page).decide('Reject', JOINT, 'Only looking');
  await page.getByText('Your answer is counted').waitFor();
  await page.getByRole('tab', { name: 'Decided' }).click();
  found.push(...(await barriersIn(item)));
  return found;
}

/** Every page of ours, with runs that ended well and runs that did not. */
async function barriersWith(ada: Visitor, theme: Theme): Promise<string[]> {
  const { page } = ada;
  await openInTheme(ada, theme);
  const inDialog = await barriersInDialog(ada);
  const card = new ActionsCard(page);
  await failToRollBack(ada);
  await card.untilNewestIs('Failed');
  await card.run(MIGRATE);
  await card.untilNewestIs('Succeeded');
  const onCard = await barriersIn(cardOf(page));
  await ada.photograph(`accessible-card-${theme}`);
  await page.getByRole('link', { name: 'All runs' }).click();
  const inTab = await barriersIn(page.getByRole('grid'));
  const onRunPages = await barriersOnRunPages(ada);
  await ada.photograph(`accessible-run-${theme}`);
  return [...inDialog, ...onCard, ...inTab, ...onRunPages];
}

describe('people who see little or use no mouse', () => {
  let folder: string;
  let house: House;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-accessibility-'));
    const env = { EXAMPLES_DIR: await copyExamples(folder) };
    browser = await aBrowser();
    house = await aHouse({ name: 'accessibility', env });
  });

  after(async () => {
    await browser?.close();
    await house?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('meet no barrier on our pages, with the light theme', async () => {
    const ada = await aSignedInVisitor(browser, house, 'ada');
    assert.deepEqual(await barriersWith(ada, 'light'), []);
    await ada.leave();
  });

  it('meet no barrier on our pages, with the dark theme', async () => {
    const ada = await aSignedInVisitor(browser, house, 'ada');
    assert.deepEqual(await barriersWith(ada, 'dark'), []);
    await ada.leave();
  });

  (['light', 'dark'] as const).forEach(theme => {
    it(`meet no barrier in the audit, with the ${theme} theme`, async () => {
      const pat = await aSignedInVisitor(browser, house, 'pat');
      assert.deepEqual(await barriersInAudit(pat, theme), []);
      await pat.leave();
    });

    it(`meet no barrier around approvals, with the ${theme} theme`, async () => {
      const ada = await aSignedInVisitor(browser, house, 'ada');
      const sofia = await aSignedInVisitor(browser, house, 'sofia');
      const { found, runId } = await barriersInRequest(ada, theme);
      found.push(...(await barriersInApprovals(sofia, theme, runId)));
      assert.deepEqual(found, []);
      await Promise.all([ada.leave(), sofia.leave()]);
    });
  });

  it('start a run by the keyboard alone, and are back where they were', async () => {
    const ada = await aSignedInVisitor(browser, house, 'ada');
    const { keyboard } = ada.page;
    await ada.openEntity('payments-api');
    const button = new ActionsCard(ada.page).runButton(MIGRATE);
    await button.focus();
    await keyboard.press('Enter');
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByLabel('Last version to apply').waitFor();
    await keyboard.press('Tab');
    await keyboard.type('001_create_invoices');
    await keyboard.press('Enter');
    await dialog.getByText('Step 2 of 2').waitFor();
    const runNow = dialog.getByRole('button', { name: 'Run now' });
    for (
      let presses = 0;
      presses < 5 && !(await isFocused(runNow));
      presses++
    ) {
      await keyboard.press('Tab');
    }
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await ada.page.waitForFunction(
      element => element === document.activeElement,
      await button.elementHandle(),
    );
    await ada.leave();
  });

  it('sign in again in the middle of it, by the keyboard too', async () => {
    const ada = await aSignedInVisitor(browser, house, 'ada');
    const { page } = ada;
    await ada.openEntity('payments-api');
    const card = new ActionsCard(page);
    const runNow = await card.review(MIGRATE);
    await page.context().clearCookies();
    await page.clock.install({ time: Date.now() + 2 * 60 * 60_000 });
    await page.clock.resume();
    await runNow.click();
    const logIn = page.getByRole('button', { name: 'Log in' });
    await logIn.waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await isFocused(logIn), true);
    const [popup] = await Promise.all([
      page.context().waitForEvent('page'),
      page.keyboard.press('Enter'),
    ]);
    await popup.getByLabel('Name').fill('ada');
    await popup.getByLabel('Password').fill(passwordOf('ada'));
    await popup.getByRole('button', { name: 'Sign in' }).click();
    await page
      .getByText(`${MIGRATE}: Succeeded`)
      .waitFor({ state: 'attached' });
    await ada.leave();
  });
});

function isFocused(element: Locator): Promise<boolean> {
  return element.evaluate(each => each === document.activeElement);
}
