import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { RunPage } from '../browser/RunPage.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { PAYMENTS_API } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import type { House } from '../house/House.ts';
import { PostgresDatabase, postgresUrl } from '../house/PostgresDatabase.ts';
import { statusesIn } from '../house/runsIn.ts';

const skip = postgresUrl ? false : 'there is no PostgreSQL here';

describe('the whole house on PostgreSQL', { skip }, () => {
  let postgres: PostgresDatabase;
  let house: House;
  let browser: Browser;

  before(async () => {
    assert.ok(postgresUrl);
    browser = await aBrowser();
    postgres = await PostgresDatabase.on(postgresUrl);
    house = await aHouse({ name: 'postgres', postgres });
  });

  after(async () => {
    await browser?.close();
    await house?.stop();
    await postgres?.drop();
  });

  it('takes the owner from the click to the new tables', async () => {
    const ada = await aSignedInVisitor(browser, house, 'ada');
    await ada.openEntity('payments-api');
    const card = new ActionsCard(ada.page);
    await card.run('Migrate database');
    await card.untilNewestIs('Succeeded');
    const tables = await postgres.tablesOf('payments-api');
    for (const table of ['invoices', 'payouts']) {
      assert.ok(tables.includes(table), `no ${table} in ${tables.join(', ')}`);
    }
    const api = house.api(await ada.token());
    assert.deepEqual(await statusesIn(api, PAYMENTS_API), ['succeeded']);
    await ada.leave();
  });

  it('has an approval asked, given by another, and then runs', async () => {
    const ada = await aSignedInVisitor(browser, house, 'ada');
    await ada.openEntity('payments-api');
    const card = new ActionsCard(ada.page);
    const version = '000';
    const action = 'Roll back database';
    await card.request(action, { version, reason: 'To begin anew' });
    const page = new RunPage(ada.page);
    const runId = await page.runId();
    await page.untilItIs('waiting-for-approval');
    const sofia = await aSignedInVisitor(browser, house, 'sofia');
    await sofia.open('/temporal/approvals');
    await sofia.page.locator(`[data-run-id="${runId}"]`).waitFor();
    await new RunPage(sofia.page).decide('Approve', action, 'It is a demo');
    await page.untilItIs('succeeded');
    const tables = await postgres.tablesOf('payments-api');
    assert.ok(!tables.includes('invoices'), 'The rollback never ran');
    await sofia.leave();
    await ada.leave();
  });
});
