import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { ADMISSION_REFUSED } from 'backstage-plugin-temporal-common/workflow';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { aHouse } from '../house/aHouse.ts';
import type { House } from '../house/House.ts';
import { tablesIn } from '../house/tablesIn.ts';
import { forgedStart, headerOf } from '../temporal/forgedStart.ts';
import type { Forgery } from '../temporal/forgedStart.ts';
import { TemporalEye } from '../temporal/TemporalEye.ts';

describe('a bare client that starts the same workflow type', () => {
  let house: House;
  let browser: Browser;
  let temporal: TemporalEye;
  let earlierRun: string;

  before(async () => {
    browser = await aBrowser();
    house = await aHouse({ name: 'forgery' });
    temporal = await TemporalEye.on(house);
    const ada = await aSignedInVisitor(browser, house, 'ada');
    await ada.openEntity('payments-api');
    const card = new ActionsCard(ada.page);
    // An honest dry run: it leaves a header to copy, and changes nothing.
    const dialog = ada.page.getByRole('dialog');
    await card.runButton('Migrate database').click();
    await dialog.getByText('Dry run', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Review' }).click();
    await dialog.getByRole('button', { name: 'Run now' }).click();
    await card.untilNewestIs('Succeeded');
    [earlierRun] = await temporal.workflowIds();
    await ada.leave();
  });

  after(async () => {
    await temporal?.close();
    await browser?.close();
    await house?.stop();
  });

  async function assertRefused(forgery: Forgery): Promise<void> {
    const handle = await forgedStart(temporal.connection, forgery);
    await assert.rejects(handle.result(), error => {
      assert.ok(error instanceof WorkflowFailedError);
      assert.ok(error.cause instanceof ApplicationFailure);
      assert.equal(error.cause.type, ADMISSION_REFUSED);
      return true;
    });
    const { events } = await handle.fetchHistory();
    const scheduled = events?.filter(
      event => event.activityTaskScheduledEventAttributes,
    );
    assert.deepEqual(scheduled, []);
    const tables = tablesIn(house.databaseOf('payments-api'));
    assert.deepEqual(tables, []);
  }

  it('is refused without a header', async () => {
    const workflowId = randomUUID();
    await assertRefused({ workflowId, header: {}, input: {} });
  });

  it('is refused with the header of an earlier run', async () => {
    const header = await headerOf(temporal.client, earlierRun);
    await assertRefused({ workflowId: randomUUID(), header, input: {} });
  });

  it('is refused as a copy of an earlier run in all, its id included', async () => {
    const header = await headerOf(temporal.client, earlierRun);
    const input = { dryRun: true };
    await assertRefused({ workflowId: earlierRun, header, input });
  });
});
