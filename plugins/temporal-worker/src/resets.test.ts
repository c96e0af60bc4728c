import type { WorkflowHandle } from '@temporalio/client';
import { aHouse, type House } from './__fixtures__/house';
import { keepHistory } from './__fixtures__/keepHistory';
import { resetTo } from './__fixtures__/resetTo';

const ada = { kind: 'user', entityRef: 'user:default/ada' } as const;
const OVER = { status: 409, message: 'The run is over (succeeded)' };

describe('a run that somebody resets', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse();
  }, 60_000);
  afterAll(() => house.close());

  const marksOf = (run: WorkflowHandle) =>
    house.marks.filter(mark => mark === run.workflowId).length;

  const aRunInTheMiddle = async () => {
    const run = await house.run({ workflowType: 'effectsAroundTelling' });
    while (marksOf(run) === 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    return run;
  };

  const aFinishedRun = async () => {
    const run = await aRunInTheMiddle();
    await run.signal('tell', 'go on');
    await run.result();
    return run;
  };

  it.each([
    ['to its beginning', 'first', 3],
    ['to its middle', 'second', 2],
  ] as const)(
    '%s while it is open has the same initiator afterwards',
    async (_, workflowTask, effects) => {
      const run = await aRunInTheMiddle();
      const again = await resetTo(workflowTask, house.temporal, run);
      await again.signal('tell', 'go on');

      await expect(again.result()).resolves.toMatchObject({ initiator: ada });
      expect(marksOf(run)).toBe(effects);
      await keepHistory(again, `reset-${workflowTask}`);
    },
    30_000,
  );

  it('to its beginning when it is over is not admitted again', async () => {
    const run = await aFinishedRun();
    house.backend.refuse(run.workflowId, OVER);
    const again = await resetTo('first', house.temporal, run);

    await expect(again.result()).rejects.toMatchObject({
      cause: {
        type: 'AdmissionRefused',
        message: expect.stringContaining(OVER.message),
      },
    });
    expect(marksOf(run)).toBe(2);
  }, 30_000);

  it('to its middle when it is over is refused at its next activity', async () => {
    const run = await aFinishedRun();
    house.backend.refuse(run.workflowId, OVER);
    const again = await resetTo('second', house.temporal, run);

    await expect(again.result()).rejects.toMatchObject({
      cause: {
        cause: {
          type: 'AdmissionRefused',
          message: expect.stringContaining(OVER.message),
        },
      },
    });
    expect(marksOf(run)).toBe(2);
  }, 30_000);
});
