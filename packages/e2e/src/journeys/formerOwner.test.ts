import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { root } from '../../../../scripts/setup/places.mjs';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { aHouse } from '../house/aHouse.ts';
import type { House } from '../house/House.ts';
import { writeSlowMigrations } from '../house/slowMigrations.ts';
import { tablesIn } from '../house/tablesIn.ts';

const ADA = 'user:default/ada';

describe('an owner who moves to another team while their run goes on', () => {
  let folder: string;
  let house: House;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-former-owner-'));
    const examples = join(folder, 'examples');
    const migrations = join(folder, 'migrations');
    await cp(join(root, 'examples'), examples, { recursive: true });
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

  /** Writes Ada into another team, and waits until the catalog has read it. */
  async function move(token: string): Promise<void> {
    const file = join(folder, 'examples', 'org.yaml');
    const org = await readFile(file, 'utf8');
    const moved = org.replace(
      /(name: ada\n[\s\S]*?memberOf: )\[payments\]/,
      '$1[orders]',
    );
    assert.notEqual(moved, org, 'Ada is not written as expected');
    await writeFile(file, moved);
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    };
    await fetch(`${house.url}/api/catalog/refresh`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ entityRef: ADA }),
    });
    for (let i = 0; i < 100; i += 1) {
      const answer = await fetch(
        `${house.url}/api/catalog/entities/by-name/user/default/ada`,
        { headers },
      );
      if (JSON.stringify(await answer.json()).includes('default/orders'))
        return;
      await sleep(100);
    }
    throw new Error('The catalog never read that Ada moved');
  }

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
    await move(token);
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
