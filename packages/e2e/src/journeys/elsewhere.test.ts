import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { WorkflowHandle } from '@temporalio/client';
import type { Run } from 'backstage-plugin-temporal-common';
import type { Browser } from 'playwright-core';
import { until } from '../../../../scripts/run/readiness.mjs';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { barriersIn } from '../browser/barriersIn.ts';
import { RunPage } from '../browser/RunPage.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { PAYMENTS_API } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import { patReadsAudit, recordsIn } from '../house/auditIn.ts';
import type { House } from '../house/House.ts';
import { forgedStart } from '../temporal/forgedStart.ts';
import { TemporalEye } from '../temporal/TemporalEye.ts';

const PATIENCE_MS = 60_000;
const MARK = 'Started elsewhere';

describe('a workflow that somebody starts by hand, in the name of Pat', () => {
  let house: House;
  let browser: Browser;
  let temporal: TemporalEye;

  before(async () => {
    [house, browser] = await Promise.all([
      aHouse({ name: 'elsewhere', env: patReadsAudit }),
      aBrowser(),
    ]);
    temporal = await TemporalEye.on(house);
  });

  after(async () => {
    await temporal?.close();
    await browser?.close();
    await house?.stop();
  });

  function byHand(taskQueue = 'payments'): Promise<WorkflowHandle> {
    return forgedStart(temporal.connection, {
      workflowId: `by-hand-${randomUUID()}`,
      header: {},
      input: { rows: 3 },
      workflow: { type: 'migrateDatabase', taskQueue },
    });
  }

  /** The id of its run here, once it has one. */
  async function runOf(handle: WorkflowHandle, token: string) {
    const { runId } = await handle.describe();
    const api = house.api(token);
    const known = async () => (await api.get(`/runs/${runId}`)).status === 200;
    assert.ok(await until(known, PATIENCE_MS), `${runId} was not adopted`);
    return runId;
  }

  /** Looks at it as the owner, and for what would keep somebody from doing so. */
  async function lookAtOne(theme: 'light' | 'dark'): Promise<string[]> {
    const ada = await aSignedInVisitor(browser, house, 'ada');
    const { page } = ada;
    const id = await runOf(await byHand(), await ada.token());
    await page.addInitScript(`localStorage.setItem('theme', '${theme}')`);
    await ada.openEntity('payments-api');
    await page.locator(`[data-theme-mode="${theme}"]`).first().waitFor();
    const card = new ActionsCard(page);
    // The worker refuses what no backend has admitted.
    await card.untilNewestIs('Failed');
    const newest = card.latestRuns.first();
    await newest.getByText(MARK).waitFor();
    const found = await barriersIn(newest);
    await newest.getByRole('link', { name: 'migrateDatabase' }).click();
    assert.equal(await new RunPage(page).runId(), id);
    await new RunPage(page).untilItIs('failed');
    await page.getByText(MARK).first().waitFor();
    await page
      .getByText(/by-hand-/)
      .first()
      .waitFor();
    const run = page.locator('div[data-run-id]');
    found.push(...(await barriersIn(run)));
    await ada.photograph(`elsewhere-${theme}`);
    await ada.leave();
    return found;
  }

  it('is under its entity, marked, with how it ended', async () => {
    assert.deepEqual(await lookAtOne('light'), []);
  });

  it('is so in the dark, too', async () => {
    assert.deepEqual(await lookAtOne('dark'), []);
  });

  it('can be stopped by the owner, and not by whose name it took', async () => {
    const ada = await aSignedInVisitor(browser, house, 'ada');
    const pat = await aSignedInVisitor(browser, house, 'pat');
    const handle = await byHand('nobody-serves-this');
    const id = await runOf(handle, await ada.token());
    const [owner, claimed] = [
      house.api(await ada.token()),
      house.api(await pat.token()),
    ];
    const reason = { reason: 'Not one of ours' };
    const refused = await claimed.post(`/runs/${id}/cancel`, reason);
    assert.equal(refused.status, 403, JSON.stringify(refused));
    const { payloads } = (await claimed.get(`/runs/${id}`)).body as {
      payloads: { visible: boolean };
    };
    assert.equal(payloads.visible, false);
    const stopped = await owner.post(`/runs/${id}/terminate`, reason);
    assert.equal((stopped.body as Run).status, 'terminated');
    assert.equal((await handle.describe()).status.name, 'TERMINATED');
    const records = await recordsIn(claimed, { run: id });
    const adopted = records.filter(({ event }) => event === 'run-adopt');
    assert.equal(adopted.length, 1);
    assert.equal(adopted[0].target, PAYMENTS_API);
    // What it claims is not on Pat's record.
    const pats = { run: id, person: 'user:default/pat' };
    const events = (await recordsIn(claimed, pats)).map(({ event }) => event);
    assert.deepEqual(events, ['run-cancel']);
    await Promise.all([ada.leave(), pat.leave()]);
  });
});
