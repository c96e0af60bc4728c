import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import {
  approvalFailures,
  type QuestionOutcome,
} from 'backstage-plugin-temporal-common';
import { createActivities } from './__fixtures__/activities';
import { aBundle } from './__fixtures__/house';
import { startRun, TestBackend, type TestRun } from './testing';
import {
  createActionWorker,
  createGateWorker,
  type ActionWorker,
} from './worker';

const DAY_MS = 86_400_000;

/** A Temporal whose clock skips what workflows wait for. */
async function aSkippingTemporal(): Promise<TestWorkflowEnvironment> {
  const path = process.env.TIME_SKIPPING_SERVER_PATH;
  if (!path) {
    throw new Error(
      'Set TIME_SKIPPING_SERVER_PATH to a time-skipping test server, or run `npm test`, which fetches one',
    );
  }
  return TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
}

describe('a deadline of days, on a clock that skips them,', () => {
  let temporal: TestWorkflowEnvironment;
  let backend: TestBackend;
  let workers: readonly ActionWorker[];
  let serving: Promise<unknown>;

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    temporal = await aSkippingTemporal();
    backend = await TestBackend.start();
    const common = {
      connection: temporal.nativeConnection,
      namespaces: ['default'],
      workflowBundle: await aBundle(),
      backend: backend.backend,
    };
    const activities = createActivities([]);
    workers = [
      await createGateWorker(common),
      await createActionWorker({ ...common, activities, taskQueue: 'days' }),
    ];
    serving = Promise.all(workers.map(worker => worker.run()));
  }, 90_000);

  afterAll(async () => {
    workers?.forEach(worker => worker.shutdown());
    await serving;
    await backend?.close();
    await temporal?.teardown();
  });

  /** Waits for the end of a run, and says how long that took, and what it said. */
  async function ended(run: TestRun) {
    const signed = await backend.sign(run);
    const { connection } = temporal;
    const started = await startRun({
      connection,
      taskQueue: 'days',
      run: signed,
    });
    const handle = temporal.client.workflow.getHandle(started.workflowId);
    const said: unknown = await handle.result().catch(error => error.cause);
    const { startTime, closeTime } = await handle.describe();
    const lasted = (closeTime?.getTime() ?? NaN) - startTime.getTime();
    const [question] = backend.questionsOf(signed.runId);
    const outcome: QuestionOutcome | undefined = question.outcome;
    return { said, outcome, days: lasted / DAY_MS };
  }

  it('ends a request for approval after a week', async () => {
    const deadline = new Date(Date.now() + 7 * DAY_MS);
    const approval = { taskQueue: 'days', deadline };
    const end = await ended({ workflowType: 'gated', approval });
    expect(end).toMatchObject({
      said: { type: approvalFailures.expired },
      outcome: 'expired',
    });
    expect(end.days).toBeCloseTo(7, 1);
  }, 60_000);

  it('lets a run go on by itself after a month', async () => {
    const otherwise = { choice: 'back' };
    const input = { deadlineMs: 30 * DAY_MS, otherwise };
    const end = await ended({ workflowType: 'askOnce', input });
    expect(end).toMatchObject({
      said: { answer: otherwise, by: [], outcome: 'expired' },
      outcome: 'expired',
    });
    expect(end.days).toBeCloseTo(30, 1);
  }, 60_000);
});
