import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { digestOf } from 'backstage-plugin-temporal-common';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { aHouse } from '../__testUtils__/aHouse';
import { statementOf } from '../__testUtils__/statementOf';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const DEADLINE_MS = 20_000;
const INPUT = { name: 'Ada' };
const ONCE = { action: 'action:default/greet-once', input: INPUT };
/** Which of a run's workflow tasks it is taken back to. */
const POINTS = { beginning: 0, middle: 1 } as const;

describe('a run that somebody resets', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;
  let worker: Worker;
  let working: Promise<void>;
  let mayEnd: boolean;

  beforeAll(async () => {
    temporal = await startTemporal();
    house = await aHouse({ address: temporal.address });
    worker = await Worker.create({
      connection: temporal.nativeConnection,
      taskQueue: 'payments',
      workflowsPath: require.resolve('../__testUtils__/greet'),
      activities: {
        greeting: async (name: string) => {
          while (!mayEnd) await delay(20);
          return name;
        },
      },
    });
    working = worker.run();
  });

  beforeEach(() => {
    mayEnd = false;
  });

  afterAll(async () => {
    mayEnd = true;
    worker?.shutdown();
    await working;
    await house?.stop();
    await temporal?.teardown();
  });

  async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Error('It did not come to that');
      await delay(50);
    }
  }

  /** A run whose workflow has gone on to its second workflow task. */
  async function aRunInTheMiddle() {
    const { body: run } = await house.as('ada').start(ONCE).expect(201);
    const handle = temporal.client.workflow.getHandle(run.id);
    await until(() => endOfTask(run.id, POINTS.beginning));
    await handle.signal('nudge');
    await until(() => endOfTask(run.id, POINTS.middle));
    return handle;
  }

  async function endOfTask(workflowId: string, task: number) {
    const handle = temporal.client.workflow.getHandle(workflowId);
    const { events } = await handle.fetchHistory();
    const ends = (events ?? []).filter(
      event => event.workflowTaskCompletedEventAttributes,
    );
    return ends.at(task)?.eventId ?? undefined;
  }

  /** @returns Temporal's id of the execution that goes on instead */
  async function reset(workflowId: string, point: keyof typeof POINTS) {
    const handle = temporal.client.workflow.getHandle(workflowId);
    const { runId } = await handle.describe();
    const { workflowService } = temporal.connection;
    const answer = await workflowService.resetWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId, runId },
      workflowTaskFinishEventId: await endOfTask(workflowId, POINTS[point]),
      requestId: randomUUID(),
      reason: 'once more',
    });
    return answer.runId;
  }

  /** What a worker asks about an execution, and then about its activities. */
  async function questionsOf(workflowId: string, temporalRunId: string) {
    const handle = temporal.client.workflow.getHandle(workflowId);
    const { raw } = await handle.describe();
    const admission = {
      statement: await statementOf(handle),
      namespace: 'default',
      workflowId,
      workflowType: 'greet',
      temporalRunId,
      firstExecutionRunId: raw.workflowExecutionInfo?.firstRunId,
      inputDigest: await digestOf(INPUT),
    };
    const root = { workflowId, runId: temporalRunId };
    return [admission, { ...admission, root }];
  }

  async function withViewer<T>(runId: string, work: () => Promise<T>) {
    const gone = new AbortController();
    await house.as('ada').fetch(`/events?runId=${runId}`, gone);
    return work().finally(() => gone.abort());
  }

  const seen = async (runId: string) =>
    (await house.as('ada').get(`/runs/${runId}`)).body;

  const ended = (runId: string) =>
    withViewer(runId, () =>
      until(async () => {
        const run = await seen(runId);
        return run.closedAt ? run : undefined;
      }),
    );

  it.each(['beginning', 'middle'] as const)(
    'to its %s while it is open is the same run, and ends with it',
    async point => {
      const { workflowId } = await aRunInTheMiddle();
      await withViewer(workflowId, async () => {
        const again = await reset(workflowId, point);
        for (const question of await questionsOf(workflowId, again)) {
          const { body } = await house.worker.post('/admissions', question);
          expect(body).toEqual({ admitted: true });
        }
        await until(async () => {
          const { temporalRunId } = await seen(workflowId);
          return temporalRunId === again || undefined;
        });
      });
      // Nobody watches now: who wants its place has it looked up.
      const { body } = await house.as('nina').start(ONCE).expect(409);
      expect(body.error.message).toContain(`Run ${workflowId}`);
      mayEnd = true;
      expect(await ended(workflowId)).toMatchObject({
        status: 'succeeded',
        payloads: { value: { result: 'Ada' } },
      });
    },
  );

  it.each(['beginning', 'middle'] as const)(
    'to its %s when it is over is not admitted, and stays as it ended',
    async point => {
      const { workflowId } = await aRunInTheMiddle();
      mayEnd = true;
      const before = await ended(workflowId);
      mayEnd = false;
      const again = await reset(workflowId, point);
      for (const question of await questionsOf(workflowId, again)) {
        const { body } = await house.worker
          .post('/admissions', question)
          .expect(409);
        expect(body.error.message).toContain('the run is over (succeeded)');
      }
      await temporal.client.workflow.getHandle(workflowId).terminate('no');
      expect(await ended(workflowId)).toEqual(before);
    },
  );
});
