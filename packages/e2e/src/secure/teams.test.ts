import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { aStart, MIGRATE, PAYMENTS_API } from '../callers/requests.ts';
import { detailOf } from '../faults/facts.ts';
import type { Api, StartBody } from '../house/Api.ts';
import { rewriteEntity } from '../house/rewriteEntity.ts';
import type { TemporalEye } from '../temporal/TemporalEye.ts';
import { paymentsAndOrders } from './secureConfig.ts';
import { SecureHouse } from './SecureHouse.ts';
import { unauthorized } from './server/refused.ts';
import { PREPARE_ORDERS, teamExamples } from './teamExamples.ts';

const ORDERS_API = 'component:default/orders-api';
const RELEASE = 'action:default/release-service';
const QUESTION = 'promote-or-roll-back';
const PATIENCE_MS = 60_000;

type Person = 'ada' | 'nina' | 'sam';

describe('two teams in two namespaces', () => {
  let folder: string;
  let examples: string;
  let secure: SecureHouse;
  let browser: Browser;
  const tokens = new Map<Person, string>();
  const eyes: TemporalEye[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-teams-'));
    examples = await teamExamples(folder);
    const migrations = join(examples, 'migrations');
    [secure, browser] = await Promise.all([
      SecureHouse.start({
        name: 'secure-teams',
        teams: paymentsAndOrders,
        env: { EXAMPLES_DIR: examples, MIGRATIONS_DIR: migrations },
      }),
      aBrowser(),
    ]);
    for (const name of ['ada', 'nina', 'sam'] as const) {
      const visitor = await aSignedInVisitor(browser, secure.house, name);
      tokens.set(name, await visitor.token());
      await visitor.leave();
    }
  });

  after(async () => {
    await Promise.all(eyes.map(eye => eye.close()));
    await browser?.close();
    await secure?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const as = (name: Person): Api => secure.house.api(tokens.get(name));

  async function look(namespace: string, ...permissions: string[]) {
    const eye = await secure.eye(namespace, { permissions });
    eyes.push(eye);
    return eye;
  }

  async function start(name: Person, body: StartBody): Promise<string> {
    const answer = await as(name).startRun(aStart(body));
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return (answer.body as RunDetail).id;
  }

  async function until(
    runId: string,
    isSo: (run: RunDetail) => boolean,
  ): Promise<RunDetail> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const run = await detailOf(as('nina'), runId);
      if (isSo(run)) return run;
      assert.ok(Date.now() < deadline, `Run ${runId} is ${run.status}`);
      await sleep(200);
    }
  }

  const ended = (runId: string) => until(runId, run => !!run.closedAt);

  it('are made where they are missing, and keep runs for a month', async () => {
    const eye = await look('payments', 'temporal-system:admin');
    for (const namespace of ['payments', 'orders']) {
      const { config } = await eye.connection.workflowService.describeNamespace(
        { namespace },
      );
      const kept = config?.workflowExecutionRetentionTtl?.seconds;
      assert.equal(Number(kept), 30 * 86_400);
    }
  });

  it('have their runs apart: each sees its own in Temporal, and no others', async () => {
    const ofPayments = await start('ada', { action: MIGRATE });
    const ofOrders = await start('sam', {
      action: PREPARE_ORDERS,
      entityRef: ORDERS_API,
    });
    for (const [team, other, runId] of [
      ['payments', 'orders', ofPayments],
      ['orders', 'payments', ofOrders],
    ] as const) {
      const { namespace, status } = await ended(runId);
      assert.deepEqual([namespace, status], [team, 'succeeded']);
      const eye = await look(team, `${team}:read`);
      assert.deepEqual(await eye.workflowIds(), [runId]);
      const curious = await look(other, `${team}:read`);
      await assert.rejects(curious.workflowIds(), unauthorized);
    }
  });

  it('may hand over a component: the run that waits ends where it began', async () => {
    const waiting = await start('nina', {
      action: RELEASE,
      input: { version: '2.4.0' },
    });
    const isAsked = ({ questions }: RunDetail) =>
      questions.some(({ key, outcome }) => key === QUESTION && !outcome);
    await until(waiting, isAsked);
    const token = tokens.get('nina') ?? '';
    await rewriteEntity(
      secure.house,
      { examples, token },
      {
        ...{ file: 'entities.yaml', entity: 'component/payments-api' },
        from: /(name: payments-api\n[\s\S]*?owner: )group:default\/payments/,
        ...{ to: '$1group:default/orders', until: 'group:default/orders' },
      },
    );
    const path = `/runs/${waiting}/questions/${QUESTION}/answers`;
    const answer = { answer: { decision: 'promote' } };
    const answered = await as('sam').post(path, answer);
    assert.ok(answered.status < 300, JSON.stringify(answered.body));
    const { namespace, status } = await ended(waiting);
    assert.deepEqual([namespace, status], ['payments', 'succeeded']);
  });

  it('after which the next run is the new team’s, and in its namespace', async () => {
    const refused = await as('ada').startRun(aStart());
    assert.equal(refused.status, 403);
    const runId = await start('sam', { entityRef: PAYMENTS_API });
    const { namespace, status } = await ended(runId);
    assert.deepEqual([namespace, status], ['orders', 'succeeded']);
    const eye = await look('orders', 'orders:read');
    assert.ok((await eye.workflowIds()).includes(runId));
  });
});
