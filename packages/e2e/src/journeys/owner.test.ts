import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { machineToken } from '../callers/machineToken.ts';
import { aStart, PAYMENTS_API } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import type { House } from '../house/House.ts';
import { runIdsIn } from '../house/runsIn.ts';
import { tablesIn } from '../house/tablesIn.ts';
import { TemporalEye } from '../temporal/TemporalEye.ts';

const ACTION = 'Migrate database';

describe('running migrate-database on payments-api', () => {
  let house: House;
  let browser: Browser;
  let temporal: TemporalEye;

  before(async () => {
    browser = await aBrowser();
    house = await aHouse({ name: 'owner' });
    temporal = await TemporalEye.on(house);
  });

  after(async () => {
    await temporal?.close();
    await browser?.close();
    await house?.stop();
  });

  it('shows the stranger a disabled button with the reason and whom to ask', async () => {
    const sam = await aSignedInVisitor(browser, house, 'sam');
    await sam.openEntity('payments-api');
    const button = new ActionsCard(sam.page).runButton(ACTION);
    await button.waitFor();
    assert.equal(await button.isDisabled(), true);
    const reason = sam.page.getByText(/You do not own/).first();
    assert.match(await reason.innerText(), /Payments API; ask Payments/);
    await sam.photograph('stranger');
    const answer = await house.api(await sam.token()).startRun(aStart());
    assert.equal(answer.status, 403);
    assert.deepEqual(await temporal.workflowIds(), []);
    await sam.leave();
  });

  it('takes the owner from the click to the new tables, live', async () => {
    const ada = await aSignedInVisitor(browser, house, 'ada');
    await ada.openEntity('payments-api');
    const card = new ActionsCard(ada.page);
    const runNow = await card.review(ACTION);
    await ada.photograph('owner-reviews');
    // Two clicks in a row, as an impatient hand makes them.
    await runNow.dblclick();
    await card.latestRuns.first().waitFor();
    await card.untilNewestIs('Succeeded');
    await ada.photograph('owner-succeeded');

    const tables = tablesIn(house.databaseOf('payments-api'));
    for (const table of ['invoices', 'payouts']) {
      assert.ok(tables.includes(table), `no ${table} in ${tables.join(', ')}`);
    }
    const api = house.api(await ada.token());
    const runIds = await runIdsIn(api, PAYMENTS_API);
    assert.equal(runIds.length, 1);
    const found = await temporal.workflowIds(
      `component_id = "${PAYMENTS_API}" AND initiator = "user:default/ada"`,
    );
    assert.deepEqual(found, runIds);

    await card.openNewestRun();
    await ada.page.getByText('Timeline', { exact: true }).waitFor();
    await ada.page
      .getByText(/Applied 001_/)
      .first()
      .waitFor();
    await ada.photograph('run-page');
    await ada.leave();
  });

  it('lets the owner through a nested group run it too', async () => {
    const nina = await aSignedInVisitor(browser, house, 'nina');
    await nina.openEntity('payments-api');
    const card = new ActionsCard(nina.page);
    await card.run(ACTION);
    await nina.page
      .getByText('by you')
      .or(card.latestRuns.nth(1))
      .first()
      .waitFor();
    await card.untilNewestIs('Succeeded');
    const found = await temporal.workflowIds('initiator = "user:default/nina"');
    assert.equal(found.length, 1);
    await nina.leave();
  });

  it('lets CI run what the list says, under its own name', async () => {
    const api = house.api(await machineToken(house, 'ci'));
    const answer = await api.startRun(aStart({ input: { dryRun: true } }));
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    const ada = await aSignedInVisitor(browser, house, 'ada');
    await ada.openEntity('payments-api');
    const card = new ActionsCard(ada.page);
    await card.latestRuns.first().getByText('external:machine:ci').waitFor();
    await card.untilNewestIs('Succeeded');
    await ada.leave();
  });

  it('makes one workflow of fifty parallel requests with one key', async () => {
    const ada = await aSignedInVisitor(browser, house, 'ada');
    const api = house.api(await ada.token());
    const earlier = await temporal.workflowIds();
    const request = aStart({ input: { dryRun: true } });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => api.startRun(request)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(new Set(statuses), new Set([200, 201]));
    assert.equal(statuses.filter(status => status === 201).length, 1);
    const ids = new Set(answers.map(({ body }) => (body as { id: string }).id));
    assert.equal(ids.size, 1);
    const started = (await temporal.workflowIds()).filter(
      id => !earlier.includes(id),
    );
    assert.deepEqual(started, [...ids]);
    await ada.leave();
  });
});
