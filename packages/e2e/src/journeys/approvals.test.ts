import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { RunPage } from '../browser/RunPage.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import type { Visitor } from '../browser/Visitor.ts';
import { aHouse } from '../house/aHouse.ts';
import type { Answer } from '../house/Api.ts';
import { copyExamples } from '../house/copyExamples.ts';
import type { House } from '../house/House.ts';
import { moveTo } from '../house/moveTo.ts';
import { tablesIn } from '../house/tablesIn.ts';

const GUARDED = 'Guarded rollback';
const JOINT = 'Joint rollback';
const WANTED = {
  version: '001_create_invoices',
  reason: 'Release 2.4 charges refunds twice',
};
const APPROVAL = { answer: { decision: 'approve', reason: 'Let me in' } };

describe('a run that others must approve', () => {
  let folder: string;
  let examples: string;
  let house: House;
  let browser: Browser;
  let ada: Visitor;
  let sofia: Visitor;
  let pat: Visitor;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-approvals-'));
    examples = await copyExamples(folder);
    [house, browser] = await Promise.all([
      aHouse({ name: 'approvals', env: { EXAMPLES_DIR: examples } }),
      aBrowser(),
    ]);
    [ada, sofia, pat] = await Promise.all(
      ['ada', 'sofia', 'pat'].map(name =>
        aSignedInVisitor(browser, house, name),
      ),
    );
  });

  after(async () => {
    await browser?.close();
    await house?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Has Ada ask for it; she is left on the page of the run. */
  async function requested(action: string): Promise<string> {
    await ada.openEntity('payments-api');
    await new ActionsCard(ada.page).request(action, WANTED);
    const page = new RunPage(ada.page);
    const runId = await page.runId();
    await page.untilItIs('waiting-for-approval');
    return runId;
  }

  async function approveByApi(by: Visitor, runId: string): Promise<Answer> {
    const api = house.api(await by.token());
    return api.post(`/runs/${runId}/questions/approval/answers`, APPROVAL);
  }

  /** Opens the run from the list of what waits for this person. */
  async function openFromList(by: Visitor, runId: string): Promise<RunPage> {
    await by.open('/temporal/approvals');
    const item = by.page.locator(`[data-run-id="${runId}"]`);
    await item.getByText(WANTED.reason).waitFor();
    await item.getByRole('link', { name: 'Open the run' }).click();
    return new RunPage(by.page);
  }

  it('is never approved by the one who asked, nor by strangers', async () => {
    await ada.openEntity('payments-api');
    const card = new ActionsCard(ada.page);
    await card.run('Migrate database');
    await card.untilNewestIs('Succeeded');
    const runId = await requested(GUARDED);
    const approve = new RunPage(ada.page).approveButton(GUARDED);
    assert.equal(await approve.isDisabled(), true);
    for (const person of [ada, pat]) {
      const { status } = await approveByApi(person, runId);
      assert.equal(status, 403);
    }
    await ada.photograph('approval-own');
  });

  it('reaches an approver, who reads the inputs, and then it runs', async () => {
    const runId = await new RunPage(ada.page).runId();
    await sofia.open('/notifications');
    await sofia.page.getByText(GUARDED).first().waitFor();
    await sofia.open('/temporal/approvals');
    const item = sofia.page.locator(`[data-run-id="${runId}"]`);
    await item.getByText(WANTED.reason).waitFor();
    await item.getByRole('button', { name: 'Show inputs' }).click();
    await item.getByText(WANTED.version).waitFor();
    await sofia.photograph('approvals');
    await new RunPage(sofia.page).decide('Approve', GUARDED, 'Checked it');
    await sofia.page.getByText('Your answer is counted').waitFor();
    await new RunPage(ada.page).untilItIs('succeeded');
    await ada.page.getByText('Checked it').first().waitFor();
    const tables = tablesIn(house.databaseOf('payments-api'));
    assert.ok(!tables.includes('payouts'), 'The rollback never ran');
    await ada.photograph('approval-approved');
  });

  it('ends with the reason of whoever rejects it', async () => {
    const runId = await requested(GUARDED);
    const page = await openFromList(sofia, runId);
    await page.decide('Reject', GUARDED, 'Not on a Friday');
    for (const { page: seen } of [ada, sofia]) {
      await new RunPage(seen).untilItIs('rejected');
      await seen.getByText('Not on a Friday').first().waitFor();
    }
    assert.equal((await approveByApi(sofia, runId)).status, 409);
    await ada.photograph('approval-rejected');
  });

  it('is withdrawn by the one who asked, and by nobody else', async () => {
    const runId = await requested(GUARDED);
    const api = house.api(await sofia.token());
    const path = `/runs/${runId}/withdraw`;
    const { status } = await api.post(path, { reason: 'For her' });
    assert.equal(status, 403);
    const page = new RunPage(ada.page);
    await page.withdraw('Wrong version');
    await page.untilItIs('withdrawn');
    await ada.page.getByText('Wrong version').first().waitFor();
    assert.equal((await approveByApi(sofia, runId)).status, 409);
  });

  it('waits for as many different people as its terms say', async () => {
    const runId = await requested(JOINT);
    const first = await openFromList(sofia, runId);
    await first.decide('Approve', JOINT, 'One');
    await ada.page.getByText('1 approval is missing').waitFor();
    assert.equal((await approveByApi(sofia, runId)).status, 409);
    await new RunPage(ada.page).untilItIs('waiting-for-approval');
    const second = await openFromList(pat, runId);
    await second.decide('Approve', JOINT, 'Two');
    await new RunPage(ada.page).untilItIs('succeeded');
    await ada.photograph('approval-quorum');
  });

  it('expires when nobody answers in time', async () => {
    const runId = await requested('Urgent rollback');
    await new RunPage(ada.page).untilItIs('expired');
    assert.equal((await approveByApi(sofia, runId)).status, 409);
    await ada.photograph('approval-expired');
  });

  it('starts at once where it is harmless, and says why', async () => {
    await ada.openEntity('payments-api');
    const card = new ActionsCard(ada.page);
    await card.runButton('Careful migration').click();
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByText('Dry run').click();
    await dialog.getByRole('button', { name: 'Review' }).click();
    await dialog.getByText('This run starts at once').waitFor();
    await dialog.getByRole('button', { name: 'Run now' }).click();
    await card.untilNewestIs('Succeeded');
    await card.openNewestRun();
    await ada.page
      .getByText(/No approval was needed/)
      .first()
      .waitFor();
  });

  it('asks the owners in its middle, and does what they say', async () => {
    await ada.openEntity('payments-api');
    const card = new ActionsCard(ada.page);
    await card.runButton('Release service').click();
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByLabel('Version').fill('2.4.1');
    await dialog.getByRole('button', { name: 'Review' }).click();
    await dialog.getByRole('button', { name: 'Run now' }).click();
    await card.untilNewestIs('Waiting for an answer');
    await card.openNewestRun();
    const runId = await new RunPage(ada.page).runId();
    const nina = await aSignedInVisitor(browser, house, 'nina');
    await nina.open('/temporal/approvals');
    const item = nina.page.locator(`[data-run-id="${runId}"]`);
    await item.getByRole('link', { name: 'Answer' }).click();
    await nina.page.getByRole('button', { name: /Choose/ }).click();
    await nina.page.getByRole('option', { name: 'promote' }).click();
    await nina.photograph('question');
    await nina.page.getByRole('button', { name: 'Send answer' }).click();
    await nina.page.getByText('Your answer is counted').waitFor();
    await new RunPage(ada.page).untilItIs('succeeded');
    await nina.leave();
  });

  it('is not approved by somebody who has left the group meanwhile', async () => {
    const runId = await requested(GUARDED);
    const page = await openFromList(sofia, runId);
    await page.approveButton(GUARDED).waitFor();
    const token = await ada.token();
    const move = { person: 'sofia', from: 'security', to: 'orders' };
    await moveTo(house, { examples, token }, move);
    await page.decide('Approve', GUARDED, 'As always');
    await sofia.page.getByText('Your answer was not counted').waitFor();
    assert.equal((await approveByApi(sofia, runId)).status, 403);
    await new RunPage(ada.page).untilItIs('waiting-for-approval');
    await sofia.photograph('approval-former-approver');
  });
});
