import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { until } from '../../../../scripts/run/readiness.mjs';
import { aBrowser } from '../browser/aBrowser.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { aStart } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import { copyExamples } from '../house/copyExamples.ts';
import type { House } from '../house/House.ts';
import { moveTo } from '../house/moveTo.ts';
import { writeSlowMigrations } from '../house/slowMigrations.ts';
import { tablesIn } from '../house/tablesIn.ts';
import { failureOf } from '../temporal/failureOf.ts';
import { forgedStart, headerOf } from '../temporal/forgedStart.ts';
import { TemporalEye } from '../temporal/TemporalEye.ts';

const REJECT = { answer: { decision: 'reject', reason: 'Not today' } };
const APPROVE = { answer: { decision: 'approve' } };

describe('an approval that somebody tries to go around', () => {
  let folder: string;
  let examples: string;
  let house: House;
  let temporal: TemporalEye;
  let ada: string;
  let sofia: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-attacks-'));
    examples = await copyExamples(folder);
    const migrations = join(folder, 'migrations');
    await writeSlowMigrations(migrations);
    const env = { EXAMPLES_DIR: examples, MIGRATIONS_DIR: migrations };
    house = await aHouse({ name: 'approval-attacks', env });
    temporal = await TemporalEye.on(house);
    const browser = await aBrowser();
    [ada, sofia] = await Promise.all(
      ['ada', 'sofia'].map(async name =>
        (await aSignedInVisitor(browser, house, name)).token(),
      ),
    );
    await browser.close();
  });

  after(async () => {
    await temporal?.close();
    await house?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const pageOf = async (runId: string) =>
    (await house.api(ada).get(`/runs/${runId}`)).body as RunDetail;

  /** A migration that waits for its approval. */
  async function requested(): Promise<string> {
    const action = 'action:default/careful-migration';
    const answer = await house.api(ada).startRun(aStart({ action }));
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    const { id } = answer.body as RunDetail;
    const asked = async () => (await pageOf(id)).questions.length > 0;
    assert.ok(await until(asked, 20_000), 'It never asked');
    return id;
  }

  async function decide(runId: string, verdict: object): Promise<void> {
    const path = `/runs/${runId}/questions/approval/answers`;
    const answer = await house.api(sofia).post(path, verdict);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  }

  async function untilOver(runId: string): Promise<RunDetail> {
    const over = async () => (await pageOf(runId)).closedAt !== undefined;
    assert.ok(await until(over, 60_000), `${runId} never ended`);
    return pageOf(runId);
  }

  async function assertRefused(workflowId: string, from: string) {
    const header = await headerOf(temporal.client, from);
    const forged = await forgedStart(temporal.connection, {
      ...{ workflowId, header, input: {} },
    });
    assert.equal((await failureOf(forged)).type, 'AdmissionRefused');
    assert.deepEqual(tablesIn(house.databaseOf('payments-api')), []);
  }

  it('is refused with the header of a request that waits', async () => {
    const runId = await requested();
    await assertRefused(randomUUID(), runId);
    await decide(runId, REJECT);
    await untilOver(runId);
  });

  it('is refused with the header of a rejected request, under its own id', async () => {
    const runId = await requested();
    const header = await headerOf(temporal.client, runId);
    await decide(runId, REJECT);
    assert.equal((await untilOver(runId)).status, 'rejected');
    const forged = await forgedStart(temporal.connection, {
      ...{ workflowId: runId, header, input: {} },
    });
    assert.equal((await failureOf(forged)).type, 'AdmissionRefused');
    assert.equal((await pageOf(runId)).status, 'rejected');
    assert.deepEqual(tablesIn(house.databaseOf('payments-api')), []);
  });

  it('is not given by an update that is sent straight to Temporal', async () => {
    const runId = await requested();
    const handle = temporal.client.workflow.getHandle(runId);
    for (const statement of ['', 'a.b.c']) {
      const update = { question: 'approval', ...APPROVE, statement };
      const sent = handle.executeUpdate('temporal-io-answer', {
        updateId: randomUUID(),
        args: [update],
      });
      await assert.rejects(sent, ({ cause }) => {
        return (cause as { type?: string }).type === 'AnswerRefused';
      });
    }
    assert.equal((await pageOf(runId)).status, 'waiting-for-approval');
    await decide(runId, REJECT);
    await untilOver(runId);
  });

  it('does not outlast the team of who asked: the next step is refused', async () => {
    const runId = await requested();
    await decide(runId, APPROVE);
    const slow = async () => {
      const { timeline } = await pageOf(runId);
      return timeline.some(({ progress }) =>
        /002_slow/.test(progress?.text ?? ''),
      );
    };
    assert.ok(await until(slow, 30_000), 'The slow migration never began');
    const where = { examples, token: ada };
    await moveTo(house, where, {
      person: 'ada',
      from: 'payments',
      to: 'orders',
    });
    const { status, payloads } = await untilOver(runId);
    assert.equal(status, 'failed');
    assert.ok(payloads.visible);
    assert.match(
      payloads.value.failure?.message ?? '',
      /You do not own component:default\/payments-api/,
    );
    const tables = tablesIn(house.databaseOf('payments-api'));
    for (const table of ['first', 'slow', 'last']) {
      assert.ok(!tables.includes(table), `${table} is still there`);
    }
  });
});
