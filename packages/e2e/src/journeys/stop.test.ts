import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import type { Visitor } from '../browser/Visitor.ts';
import { PAYMENTS_API } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import type { House } from '../house/House.ts';
import { runIdsIn } from '../house/runsIn.ts';
import { writeSlowMigrations } from '../house/slowMigrations.ts';
import { tablesIn } from '../house/tablesIn.ts';
import { TemporalEye } from '../temporal/TemporalEye.ts';

const REASON = 'Wrong release';

describe('stopping a migration', () => {
  let folder: string;
  let house: House;
  let browser: Browser;
  let temporal: TemporalEye;
  let ada: Visitor;
  let sam: Visitor;
  let nina: Visitor;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-migrations-'));
    await writeSlowMigrations(folder);
    [house, browser] = await Promise.all([
      aHouse({ name: 'stop', env: { MIGRATIONS_DIR: folder } }),
      aBrowser(),
    ]);
    temporal = await TemporalEye.on(house);
    // Before it runs: its slow middle lasts some seconds only.
    ada = await aSignedInVisitor(browser, house, 'ada');
    sam = await aSignedInVisitor(browser, house, 'sam');
    nina = await aSignedInVisitor(browser, house, 'nina');
  });

  after(async () => {
    await temporal?.close();
    await browser?.close();
    await house?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Has Ada start it, and waits until it is in its slow middle. */
  async function inTheMiddle(): Promise<string> {
    await ada.openEntity('payments-api');
    const card = new ActionsCard(ada.page);
    await card.run('Migrate database');
    await card.latestRuns
      .first()
      .getByText(/002_slow/)
      .waitFor();
    const [newest] = await runIdsIn(house.api(await ada.token()), PAYMENTS_API);
    return newest;
  }

  async function stop(by: Visitor, button: string, submit: string) {
    await by.page.getByRole('button', { name: button }).click();
    const dialog = by.page.getByRole('dialog');
    await dialog.getByLabel(/Reason/).fill(REASON);
    await dialog.getByRole('button', { name: submit }).click();
  }

  it('is for neither the eyes nor the hands of a stranger', async () => {
    const runId = await inTheMiddle();
    await sam.open(`/temporal/runs/${runId}`);
    await sam.page.getByText('Migrate database').first().waitFor();
    const button = sam.page.getByRole('button', { name: 'Cancel run' });
    assert.equal(await button.count(), 0);
    const answer = await house
      .api(await sam.token())
      .post(`/runs/${runId}/cancel`, { reason: REASON });
    assert.equal(answer.status, 403);
  });

  it('by another owner rolls back, and names who and why', async () => {
    const [runId] = await temporal.workflowIds();
    await nina.open(`/temporal/runs/${runId}`);
    await stop(nina, 'Cancel run', 'Cancel the run');
    await ada.open(`/temporal/runs/${runId}`);
    for (const { page } of [nina, ada]) {
      await page.locator('[data-status=cancelled]').first().waitFor();
      await page.getByText(REASON).first().waitFor();
    }
    await nina.photograph('cancelled');
    const tables = tablesIn(house.databaseOf('payments-api'));
    for (const table of ['first', 'slow', 'last']) {
      assert.ok(!tables.includes(table), `${table} is still there`);
    }
  });

  it('at once leaves what was done, with the name in Temporal’s history', async () => {
    const runId = await inTheMiddle();
    await ada.open(`/temporal/runs/${runId}`);
    await stop(ada, 'Terminate', 'Terminate the run');
    await ada.page.locator('[data-status=terminated]').first().waitFor();
    const handle = temporal.client.workflow.getHandle(runId);
    const { events } = await handle.fetchHistory();
    const end = events?.at(-1)?.workflowExecutionTerminatedEventAttributes;
    assert.equal(end?.identity, 'user:default/ada');
    assert.equal(end?.reason, REASON);
    await ada.photograph('terminated');
  });
});
