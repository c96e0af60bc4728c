import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { aStepWorker } from '../__testUtils__/aStepWorker';
import { startTemporal } from '../__testUtils__/temporalServer';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ExecutionTrail } from './ExecutionTrail';
import { retryPoint } from './retryPoint';

jest.setTimeout(120_000);

const STEP = 'apply';
const failedStep = (again: string[] = [], step = STEP) => ({
  from: 'failed-step',
  step,
  again,
});
const whereItEnded = (again: string[] = []) => ({
  from: 'where-it-ended',
  again,
});
const beginning = (why: string) => ({
  from: 'beginning',
  why: expect.stringContaining(why),
});

describe('where a run goes on', () => {
  let temporal: TestWorkflowEnvironment;
  let worker: Awaited<ReturnType<typeof aStepWorker>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    worker = await aStepWorker(temporal);
  });

  beforeEach(() => {
    worker.done.length = 0;
  });

  afterAll(async () => {
    await worker?.stop();
    await temporal?.teardown();
  });

  async function begun(workflowType: string, taskQueue = 'payments') {
    const workflowId = randomUUID();
    return temporal.client.workflow.start(workflowType, {
      taskQueue,
      workflowId,
    });
  }

  /** What it comes down to, read from its real history. */
  async function pointOf(handle: Awaited<ReturnType<typeof begun>>) {
    await handle.result().catch(() => {});
    const latest = temporal.client.workflow.getHandle(handle.workflowId);
    const trail = new ExecutionTrail();
    const { events } = await latest.fetchHistory();
    events?.forEach(event => trail.apply(event));
    return retryPoint(trail);
  }

  async function untilPrepared() {
    while (!worker.done.includes('prepare')) await delay(20);
    // Until the workflow has heard of it.
    await delay(500);
  }

  it.each([
    ['one step after the other', 'oneByOne', failedStep()],
    ['steps beside each other', 'sideBySide', failedStep(['prepare'])],
    ['a local activity', 'locally', failedStep()],
    ['a child', 'byAChild', failedStep([], 'oneByOne')],
    ['a chain that continued as new', 'handedOn', failedStep()],
    ['taking back', 'withUndo', beginning('undo was begun')],
    ['itself', 'byItself', beginning('No step failed')],
  ])('that failed in %s', async (_, workflowType, plan) => {
    expect(await pointOf(await begun(workflowType))).toMatchObject({ plan });
  });

  it('is nowhere, if its beginning is in an earlier execution', async () => {
    expect(await pointOf(await begun('handedOnWithUndo'))).toEqual({
      refused: expect.stringContaining('its beginning is in an earlier'),
    });
  });

  it.each([
    ['terminated', 'patient', whereItEnded()],
    ['cancelled', 'patient', whereItEnded()],
    ['cancelled', 'tidy', beginning('undo was begun')],
  ])('that was %s, in %s', async (ending, workflowType, plan) => {
    const handle = await begun(workflowType);
    await untilPrepared();
    await (ending === 'cancelled' ? handle.cancel() : handle.terminate());
    expect(await pointOf(handle)).toMatchObject({ plan });
  });

  it('is nowhere, if it was ended before it had done anything', async () => {
    const handle = await begun('patient', 'idle');
    await handle.terminate();
    expect(await pointOf(handle)).toEqual({
      refused: 'It was ended before it had done anything',
    });
  });
});
