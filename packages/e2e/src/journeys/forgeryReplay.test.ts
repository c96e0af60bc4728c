import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Headers } from '@temporalio/common';
import type {
  Run,
  RunDetail,
  RunStatus,
} from 'backstage-plugin-temporal-common';
import { ADMISSION_REFUSED } from 'backstage-plugin-temporal-common/workflow';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { aStart } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import type { Api } from '../house/Api.ts';
import { patReadsAudit, recordsIn } from '../house/auditIn.ts';
import type { House } from '../house/House.ts';
import { tablesIn } from '../house/tablesIn.ts';
import { failureOf } from '../temporal/failureOf.ts';
import { forgedStart, headerOf } from '../temporal/forgedStart.ts';
import { TemporalEye } from '../temporal/TemporalEye.ts';

// The reconciler looks every ten seconds: a forgery must not move it either.
const A_ROUND_MS = 11_000;

const DRY = { dryRun: true };
const REAL = { dryRun: false };

/** A run of Ada's that is over, and what somebody copied of it. */
interface Ended {
  readonly runId: string;
  readonly header: Headers;
  readonly input: object;
}

describe('the header of a run, used again under the run’s own id', () => {
  let house: House;
  let browser: Browser;
  let temporal: TemporalEye;
  let ada: Api;
  let pat: Api;

  before(async () => {
    browser = await aBrowser();
    house = await aHouse({ name: 'forgery-replay', env: patReadsAudit });
    temporal = await TemporalEye.on(house);
    [ada, pat] = await Promise.all(['ada', 'pat'].map(apiOf));
  });

  after(async () => {
    await temporal?.close();
    await browser?.close();
    await house?.stop();
  });

  async function apiOf(name: string): Promise<Api> {
    const visitor = await aSignedInVisitor(browser, house, name);
    const api = house.api(await visitor.token());
    await visitor.leave();
    return api;
  }

  async function start(input: object): Promise<Ended> {
    const answer = await ada.startRun(aStart({ input }));
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    const { id } = answer.body as Run;
    const header = await headerOf(temporal.client, id);
    return { runId: id, header, input };
  }

  /** All that is known of a run; where it could go on is asked of Temporal. */
  async function rowOf(runId: string): Promise<Omit<RunDetail, 'mayRetry'>> {
    const { body } = await ada.get(`/runs/${runId}`);
    const { mayRetry: _, ...row } = body as RunDetail;
    return row;
  }

  async function untilOver(runId: string, status: RunStatus): Promise<void> {
    for (let i = 0; i < 300; i += 1) {
      const row = await rowOf(runId);
      if (row.status === status) return;
      assert.equal(row.closedAt, undefined, `It ended as ${row.status}`);
      await sleep(100);
    }
    throw new Error(`Run ${runId} never was ${status}`);
  }

  /** Starts it once more, and proves that nothing came of it. */
  async function assertRefused(
    { runId, header, input }: Ended,
    reason: RegExp,
  ): Promise<void> {
    const tables = tablesIn(house.databaseOf('payments-api'));
    const row = await rowOf(runId);
    const forgery = { workflowId: runId, header, input };
    const handle = await forgedStart(temporal.connection, forgery);
    const failure = await failureOf(handle);
    assert.equal(failure.type, ADMISSION_REFUSED);
    assert.match(failure.message ?? '', reason);
    const { events } = await handle.fetchHistory();
    const scheduled = events?.filter(
      event => event.activityTaskScheduledEventAttributes,
    );
    assert.deepEqual(scheduled, []);
    assert.deepEqual(tablesIn(house.databaseOf('payments-api')), tables);
    assert.deepEqual(await rowOf(runId), row);
    assert.match(house.process('worker').log, reason);
  }

  async function assertRecorded(runId: string, reason: RegExp): Promise<void> {
    const tried = await recordsIn(pat, { event: 'run-admit', limit: '100' });
    const refusals = tried.filter(
      ({ details, outcome }) =>
        details.workflow === runId && outcome === 'failed',
    );
    assert.equal(refusals.length, 1, JSON.stringify(tried));
    assert.match(refusals[0].reason ?? '', reason);
  }

  it('is refused after the run succeeded', async () => {
    const run = await start(DRY);
    await untilOver(run.runId, 'succeeded');
    await assertRefused(run, /the run is over \(succeeded\)/);
    await assertRecorded(run.runId, /the run is over \(succeeded\)/);
  });

  it('is refused after the run was cancelled before a worker had it', async () => {
    await house.process('worker').kill();
    const run = await start(REAL);
    const reason = 'Not now';
    await ada.post(`/runs/${run.runId}/cancel`, { reason });
    await house.process('worker').start();
    await untilOver(run.runId, 'cancelled');
    await assertRefused(run, /the run is over \(cancelled\)/);
    await assertRecorded(run.runId, /the run is over \(cancelled\)/);
  });

  it('is refused after the run was terminated before a worker had it', async () => {
    await house.process('worker').kill();
    const run = await start(REAL);
    const reason = 'Not at all';
    await ada.post(`/runs/${run.runId}/terminate`, { reason });
    await untilOver(run.runId, 'terminated');
    await house.process('worker').start();
    await assertRefused(run, /the run is over \(terminated\)/);
    await assertRecorded(run.runId, /the run is over \(terminated\)/);
  });

  it('is refused after a rejection, with another input and with the right one', async () => {
    await house.process('worker').kill();
    const run = await start(DRY);
    // Somebody in Temporal pushes the run aside before a worker comes.
    await temporal.client.workflow.getHandle(run.runId).terminate('Pushed');
    const altered = { workflowId: run.runId, header: run.header, input: REAL };
    const pushed = await forgedStart(temporal.connection, altered);
    await house.process('worker').start();
    const rejected = await failureOf(pushed);
    assert.equal(rejected.type, ADMISSION_REFUSED);
    assert.match(rejected.message ?? '', /signed for another input/);
    await untilOver(run.runId, 'terminated');
    await assertRefused(run, /the run is over \(terminated\)/);
    await assertRefused({ ...run, input: REAL }, /signed for another input/);
    await assertRecorded(run.runId, /the run is over \(terminated\)/);
  });

  it('leaves every row as it was, also after the reconciler has looked', async () => {
    const ids = await temporal.workflowIds();
    const rows = await Promise.all(ids.map(rowOf));
    await sleep(A_ROUND_MS);
    assert.deepEqual(await Promise.all(ids.map(rowOf)), rows);
    assert.deepEqual(tablesIn(house.databaseOf('payments-api')), []);
  });
});
