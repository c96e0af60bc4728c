import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import type { Visitor } from '../browser/Visitor.ts';
import { machineToken } from '../callers/machineToken.ts';
import { aStart, PAYMENTS_API } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import type { Answer, Api } from '../house/Api.ts';
import { patReadsAudit, recordsIn } from '../house/auditIn.ts';
import { Examples } from '../house/Examples.ts';
import type { House } from '../house/House.ts';
import { TemporalEye } from '../temporal/TemporalEye.ts';

/** What an action of orders may say of payments' things, and its title. */
interface ForeignAction {
  readonly name: string;
  readonly title: string;
  readonly taskQueue: string;
  readonly allow: object;
}

const EVERYBODY = {
  groups: ['group:default/orders', 'group:default/security'],
  users: ['user:default/sam', 'user:default/ada', 'user:default/noel'],
  machines: ['external:machine:ci', 'external:machine:agent'],
};

const QUEUE: ForeignAction = {
  name: 'borrow-queue',
  title: 'Borrow the queue',
  taskQueue: 'payments',
  allow: EVERYBODY,
};
const EVERYONE: ForeignAction = {
  name: 'let-everyone-in',
  title: 'Let everyone in',
  taskQueue: 'orders',
  allow: EVERYBODY,
};
const LOCK: ForeignAction = {
  name: 'lock-owners-out',
  title: 'Lock owners out',
  taskQueue: 'orders',
  allow: { ...EVERYBODY, owners: false },
};
const MISSPELT: ForeignAction = {
  name: 'misspelt',
  title: 'Misspelt',
  taskQueue: 'orders',
  allow: { group: ['group:default/payments'], users: EVERYBODY.users },
};
const FOREIGN = [QUEUE, EVERYONE, LOCK, MISSPELT];

function fileOf({ name, title, taskQueue, allow }: ForeignAction): string {
  return `---
apiVersion: temporal.io/v1alpha1
kind: Action
metadata: { name: ${name}, title: ${title} }
spec:
  owner: group:default/orders
  workflowType: migrateDatabase
  taskQueue: ${taskQueue}
  targets: { kind: component }
  allow: ${JSON.stringify(allow)}
`;
}

const GRANTS = [
  ['group:default/payments', 'payments'],
  ['group:default/orders', 'orders'],
].map(([owner, queue]) => ({
  owner,
  namespaces: ['default'],
  queues: [queue],
}));

// The page shows titles in place of refs, so the words are those around them.
const NOT_THEIR_QUEUE = /, may not use task queue payments/;
const NOT_YOURS = /^You do not own/;
const LOCKED = /Lock owners out lets nobody run it/;
const NOT_LISTED = /external:machine:ci is a machine that may not start/;

function messageOf({ body }: Answer): string {
  return (body as { error: { message: string } }).error.message;
}

const denials = [
  ['sam', QUEUE, NOT_THEIR_QUEUE],
  ['ada', QUEUE, NOT_THEIR_QUEUE],
  ['ci', QUEUE, NOT_THEIR_QUEUE],
  ['sam', EVERYONE, NOT_YOURS],
  ['ci', EVERYONE, NOT_LISTED],
  ['sam', LOCK, LOCKED],
  ['ada', LOCK, LOCKED],
  ['ci', LOCK, NOT_LISTED],
] as const;

describe('an action file of orders that reaches for what is payments’', () => {
  let house: House;
  let examples: Examples;
  let browser: Browser;
  let temporal: TemporalEye;
  const visitors = new Map<string, Visitor>();
  const apis = new Map<string, Api>();

  before(async () => {
    examples = await Examples.copied();
    await examples.addActions(FOREIGN.map(fileOf).join(''));
    const env = {
      ...examples.env,
      ...patReadsAudit,
      APP_CONFIG_temporal_taskQueues: JSON.stringify(GRANTS),
    };
    [house, browser] = await Promise.all([
      aHouse({ name: 'foreign-action', env }),
      aBrowser(),
    ]);
    temporal = await TemporalEye.on(house);
    for (const name of ['ada', 'sam', 'pat']) {
      const visitor = await aSignedInVisitor(browser, house, name);
      visitors.set(name, visitor);
      apis.set(name, house.api(await visitor.token()));
    }
    apis.set('ci', house.api(await machineToken(house, 'ci')));
    await untilOffered(LOCK);
  });

  after(async () => {
    await temporal?.close();
    await browser?.close();
    await house?.stop();
    await examples?.remove();
  });

  function who<T>(of: ReadonlyMap<string, T>, name: string): T {
    const found = of.get(name);
    assert.ok(found, `Nobody called ${name} is here`);
    return found;
  }

  async function offeredTo(name: string): Promise<string> {
    const api = who(apis, name);
    const answer = await api.get(`/actions?entityRef=${PAYMENTS_API}`);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return JSON.stringify(answer.body);
  }

  async function untilOffered({ title }: ForeignAction): Promise<void> {
    for (let i = 0; i < 300; i += 1) {
      if ((await offeredTo('ada')).includes(title)) return;
      await sleep(100);
    }
    throw new Error(`The catalog never read ${title}`);
  }

  function startOf({ name }: ForeignAction, by: string) {
    const action = `action:default/${name}`;
    return who(apis, by).startRun(aStart({ action }));
  }

  const seen = denials.filter(([name]) => name === 'sam' || name === 'ada');
  seen.forEach(([name, action, words]) => {
    it(`shows ${name} “${action.title}” disabled, with the reason`, async () => {
      const visitor = who(visitors, name);
      await visitor.openEntity('payments-api');
      const button = new ActionsCard(visitor.page).runButton(action.title);
      await button.waitFor();
      assert.equal(await button.isDisabled(), true);
      const reasonId = await button.getAttribute('aria-describedby');
      const reason = visitor.page.locator(`[id="${reasonId}"]`);
      await reason.scrollIntoViewIfNeeded();
      assert.match(await reason.innerText(), words);
      await visitor.photograph(`foreign-action-${name}`);
    });
  });

  denials.forEach(([name, action, words]) => {
    it(`refuses ${name} “${action.title}” by the API, on the record`, async () => {
      const answer = await startOf(action, name);
      assert.equal(answer.status, 403, JSON.stringify(answer.body));
      assert.match(messageOf(answer), words);
      const [latest] = await recordsIn(who(apis, 'pat'), {
        event: 'run-start',
        action: `action:default/${action.name}`,
      });
      assert.equal(latest.outcome, 'denied');
      assert.match(latest.caller, new RegExp(`[/:]${name}$`));
      assert.match(latest.reason ?? '', words);
    });
  });

  it('is not read at all with a misspelt field, which the log names', async () => {
    for (const name of ['ada', 'sam']) {
      assert.ok(!(await offeredTo(name)).includes(MISSPELT.title));
      assert.equal((await startOf(MISSPELT, name)).status, 404);
    }
    assert.match(
      house.process('backend').log,
      /spec\.allow\.group is not a known field/,
    );
  });

  it('never got as far as Temporal', async () => {
    assert.deepEqual(await temporal.workflowIds(), []);
    const runs = await who(apis, 'ada').get(`/runs?entityRef=${PAYMENTS_API}`);
    assert.deepEqual(runs.body, { items: [] });
  });
});
