import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { aHouse } from '../house/aHouse.ts';
import { copyExamples } from '../house/copyExamples.ts';
import type { House } from '../house/House.ts';
import { moveTo } from '../house/moveTo.ts';
import { writeSlowMigrations } from '../house/slowMigrations.ts';
import { tablesIn } from '../house/tablesIn.ts';

const MOVE = { person: 'ada', from: 'payments', to: 'orders' };

describe('an owner who moves to another team while their run goes on', () => {
  let folder: string;
  let examples: string;
  let house: House;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-former-owner-'));
    examples = await copyExamples(folder);
    const migrations = join(folder, 'migrations');
    await writeSlowMigrations(migrations);
    const env = { EXAMPLES_DIR: examples, MIGRATIONS_DIR: migrations };
    [house, browser] = await Promise.all([
      aHouse({ name: 'former-owner', env }),
      aBrowser(),
    ]);
  });

  after(async () => {
    await browser?.close();
    await house?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is refused at the next migration; what was done is taken back', async () => {
    const ada = await aSignedInVisitor(browser, house, 'ada');
    const token = await ada.token();
    await ada.openEntity('payments-api');
    const card = new ActionsCard(ada.page);
    await card.run('Migrate database');
    await card.latestRuns
      .first()
      .getByText(/002_slow/)
      .waitFor();
    await moveTo(house, { examples, token }, MOVE);
    await card.untilNewestIs('Failed');
    await card.openNewestRun();
    await ada.page
      .getByText(/You do not own component:default\/payments-api/)
      .first()
      .waitFor();
    await ada.photograph('former-owner');
    const tables = tablesIn(house.databaseOf('payments-api'));
    for (const table of ['first', 'slow', 'last']) {
      assert.ok(!tables.includes(table), `${table} is still there`);
    }
    await ada.leave();
  });
});
