import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import type { Visitor } from '../browser/Visitor.ts';
import { PAYMENTS_API } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import type { House } from '../house/House.ts';
import { statusesIn } from '../house/runsIn.ts';
import { writeSlowMigrations } from '../house/slowMigrations.ts';
import { tablesIn } from '../house/tablesIn.ts';
import { TemporalEye } from '../temporal/TemporalEye.ts';

const ACTION = 'Migrate database';

describe('a crash in the middle of a migration', () => {
  let folder: string;
  let house: House;
  let browser: Browser;
  let ada: Visitor;
  let card: ActionsCard;

  before(async () => {
    browser = await aBrowser();
    folder = await mkdtemp(join(tmpdir(), 'backstage-migrations-'));
    await writeSlowMigrations(folder);
  });

  beforeEach(async () => {
    house = await aHouse({ name: 'crashes', env: { MIGRATIONS_DIR: folder } });
    ada = await aSignedInVisitor(browser, house, 'ada');
    await ada.openEntity('payments-api');
    card = new ActionsCard(ada.page);
    await card.run(ACTION);
    await card.latestRuns
      .first()
      .getByText(/002_slow/)
      .waitFor();
  });

  afterEach(async () => {
    await ada?.leave();
    await house?.stop();
  });

  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  function assertInTheMiddle(): void {
    const tables = tablesIn(house.databaseOf('payments-api'));
    assert.ok(tables.includes('first'), 'the first migration had not ended');
    assert.ok(!tables.includes('slow'), 'the slow migration was over already');
  }

  async function assertEndedOnce(): Promise<void> {
    await card.untilNewestIs('Succeeded');
    const tables = tablesIn(house.databaseOf('payments-api'));
    for (const table of ['first', 'slow', 'last']) {
      assert.ok(tables.includes(table), `no ${table} in ${tables.join(', ')}`);
    }
    const api = house.api(await ada.token());
    assert.deepEqual(await statusesIn(api, PAYMENTS_API), ['succeeded']);
    const temporal = await TemporalEye.on(house);
    assert.equal((await temporal.workflowIds()).length, 1);
    await temporal.close();
  }

  it('of the worker ends the run right after its restart', async () => {
    await house.process('worker').kill();
    assertInTheMiddle();
    await house.process('worker').start();
    await assertEndedOnce();
  });

  it('of the backend leaves a page that catches up by itself', async () => {
    await house.process('backend').kill();
    assertInTheMiddle();
    await house.process('backend').start();
    await assertEndedOnce();
    await ada.photograph('caught-up');
  });
});
