import type { WorkflowHandle } from '@temporalio/client';
import { endOfTask } from './__fixtures__/endOfTask';
import { aHouse, type House } from './__fixtures__/house';
import { startRun } from './testing';

describe('a workflow goes on as it began when the worker is set otherwise', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse({});
  }, 60_000);
  afterAll(() => house.close());

  /** Lets a worker set one way begin, and one set the other way finish. */
  const across = async (
    [before, after]: readonly ['refuse' | 'mark', 'refuse' | 'mark'],
    start: (taskQueue: string) => Promise<WorkflowHandle>,
  ) => {
    const taskQueue = `from-${before}-to-${after}`;
    const first = await house.worker({ taskQueue, unadmitted: before });
    const run = await start(taskQueue);
    await first.runUntil(() => endOfTask('first', run));
    await run.signal('tell', 'go on');
    const second = await house.worker({ taskQueue, unadmitted: after });
    return second.runUntil(() => run.result());
  };

  it('unverified, on a worker that refuses by now', async () => {
    const seen = await across(['mark', 'refuse'], taskQueue =>
      house.temporal.client.workflow.start('anybodyWhenTold', {
        taskQueue,
        workflowId: 'began-unverified',
        args: [{}],
      }),
    );

    expect(seen).toEqual({ before: false, after: false });
  }, 30_000);

  it('admitted, on a worker that marks by now', async () => {
    const seen = await across(['refuse', 'mark'], async taskQueue =>
      startRun({
        connection: house.temporal.connection,
        taskQueue,
        run: await house.backend.sign({ workflowType: 'anybodyWhenTold' }),
      }),
    );

    expect(seen).toEqual({ before: true, after: true });
  }, 30_000);
});
