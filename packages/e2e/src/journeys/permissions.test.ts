import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import type { Visitor } from '../browser/Visitor.ts';
import { NewsOf } from '../callers/NewsOf.ts';
import { PAYMENTS_API } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import type { House } from '../house/House.ts';
import { runIdsIn } from '../house/runsIn.ts';

const ACTION = 'Migrate database';
const RUNS_TAB = '/catalog/default/component/payments-api/runs';
// The feed looks once a second; this is several times as long.
const A_WHILE_MS = 4_000;

/** What Backstage publishes of a plugin's permissions. */
interface PermissionMetadata {
  readonly permissions: readonly { readonly name: string }[];
  readonly rules: readonly { readonly name: string }[];
}

function namesOf(things: readonly { readonly name: string }[]): string[] {
  return things.map(({ name }) => name).sort();
}

describe('a permission policy by which people see only their own runs', () => {
  let house: House;
  let browser: Browser;
  let ada: Visitor;
  let nina: Visitor;
  let sam: Visitor;

  before(async () => {
    const env = { APP_CONFIG_examplePolicy_seeOnlyOwnRuns: 'true' };
    [house, browser] = await Promise.all([
      aHouse({ name: 'permissions', env }),
      aBrowser(),
    ]);
    [ada, nina, sam] = await Promise.all(
      ['ada', 'nina', 'sam'].map(name =>
        aSignedInVisitor(browser, house, name),
      ),
    );
  });

  after(async () => {
    await browser?.close();
    await house?.stop();
  });

  async function newsFor(visitor: Visitor): Promise<NewsOf> {
    const token = await visitor.token();
    return NewsOf.entity(house, { token, entityRef: PAYMENTS_API });
  }

  /** The refs that sign-in keeps for a person, by which the policy decides. */
  async function ownershipAtSignIn(
    visitor: Visitor,
  ): Promise<readonly string[]> {
    const response = await fetch(`${house.url}/api/auth/v1/userinfo`, {
      headers: { authorization: `Bearer ${await visitor.token()}` },
    });
    const answer: unknown = await response.json();
    return (answer as { claims: { ent: readonly string[] } }).claims.ent;
  }

  async function adasRun(): Promise<string> {
    const [runId] = await runIdsIn(house.api(await ada.token()), PAYMENTS_API);
    assert.ok(runId, 'Ada sees no run');
    return runId;
  }

  it('tells an owner of a run as it goes, and a stranger nothing', async () => {
    await ada.openEntity('payments-api');
    await sam.openEntity('payments-api');
    const nothing = sam.page.getByText('Nothing has been run yet.');
    await nothing.waitFor();
    const [toAda, toSam] = await Promise.all([ada, sam].map(newsFor));
    const card = new ActionsCard(ada.page);
    await card.run(ACTION);
    await card.untilNewestIs('Succeeded');
    await sleep(A_WHILE_MS);
    assert.match(toAda.said, /event: run\n/);
    assert.match(toSam.said, /event: ready\n/);
    assert.doesNotMatch(toSam.said, /event: run\n/);
    assert.doesNotMatch(toSam.said, new RegExp(await adasRun()));
    assert.equal(await nothing.isVisible(), true);
    await sam.photograph('permissions-card-stranger');
    [toAda, toSam].forEach(news => news.leave());
  });

  it('shows the stranger no run in the tab, on its page or by the API', async () => {
    const runId = await adasRun();
    await sam.open(RUNS_TAB);
    await sam.page.getByText('Nothing has been run yet').waitFor();
    await sam.photograph('permissions-tab-stranger');
    await sam.open(`/temporal/runs/${runId}`);
    await sam.page.getByText('You may not see this run').waitFor();
    await sam.photograph('permissions-page-stranger');
    const api = house.api(await sam.token());
    assert.deepEqual(await runIdsIn(api, PAYMENTS_API), []);
    const answer = await api.get(`/runs/${runId}`);
    assert.equal(answer.status, 403);
    assert.match(JSON.stringify(answer.body), /temporal\.run\.read/);
    for (const verb of ['cancel', 'terminate']) {
      const { status } = await api.post(`/runs/${runId}/${verb}`, {
        reason: 'Curious',
      });
      assert.equal(status, 403);
    }
    assert.equal((await api.get(`/events?runId=${runId}`)).status, 403);
  });

  it('shows the run to the owner who asked for it', async () => {
    await ada.open(RUNS_TAB);
    const row = ada.page.getByRole('row', { name: ACTION });
    await row.getByText('Succeeded', { exact: true }).waitFor();
    await ada.photograph('permissions-tab-owner');
    await ada.open(`/temporal/runs/${await adasRun()}`);
    await ada.page.getByText('Timeline', { exact: true }).waitFor();
    await ada.photograph('permissions-page-owner');
  });

  it('lists the run across entities to who asked for it, and to nobody else', async () => {
    const row = ({ page }: Visitor) => page.getByRole('row', { name: ACTION });
    await ada.open('/temporal/runs');
    await row(ada).waitFor();
    await ada.page.getByText('1 of 1 succeeded').waitFor();
    await sam.open('/temporal/runs');
    await sam.page.getByText('Nothing has been run yet').waitFor();
    assert.equal(await row(sam).count(), 0);
    assert.equal(await sam.page.getByText(/succeeded$/).count(), 0);
    await sam.photograph('permissions-runs-stranger');
  });

  it('counts an owner through a nested group as one, from sign-in to sight', async () => {
    const owned = await ownershipAtSignIn(nina);
    assert.ok(owned.includes('group:default/payments'), owned.join(', '));
    const runId = await adasRun();
    await nina.openEntity('payments-api');
    const card = new ActionsCard(nina.page);
    await card.latestRuns.first().waitFor();
    await card.run(ACTION);
    await card.latestRuns.nth(1).waitFor();
    await card.untilNewestIs('Succeeded');
    await nina.photograph('permissions-nested-owner');
    const seen = await runIdsIn(house.api(await nina.token()), PAYMENTS_API);
    assert.equal(seen.length, 2);
    assert.ok(seen.includes(runId));
  });

  it('finds every permission and rule published', async () => {
    const path = '/.well-known/backstage/permissions/metadata';
    const answer = await house.api(await ada.token()).get(path);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const { permissions, rules } = answer.body as PermissionMetadata;
    assert.deepEqual(namesOf(permissions), [
      'temporal.audit.read',
      'temporal.run.answer',
      'temporal.run.cancel',
      'temporal.run.pause',
      'temporal.run.read',
      'temporal.run.read-inputs',
      'temporal.run.retry',
      'temporal.run.start',
      'temporal.run.terminate',
      'temporal.run.withdraw',
    ]);
    assert.deepEqual(namesOf(rules), [
      'HAS_ACTION',
      'IS_INITIATOR',
      'IS_TARGET_OWNER',
    ]);
  });
});
