import { aHouse, type House } from './__fixtures__/house';
import { keepHistory } from './__fixtures__/keepHistory';

describe('while the backend can not be reached', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse();
  }, 60_000);
  afterAll(() => house.close());

  beforeEach(() => house.backend.close());
  afterEach(() => house.backend.listen().catch(() => undefined));

  it('a run waits, and goes on when the backend is back', async () => {
    const signed = await house.backend.sign({ workflowType: 'effect' });
    const run = await house.start(signed);
    await waited(2_500);
    expect(house.marks).toEqual([]);
    expect((await run.describe()).status.name).toBe('RUNNING');

    await house.backend.listen();

    await expect(run.result()).resolves.toBeUndefined();
    expect(house.marks).toEqual([signed.runId]);
    await keepHistory(run, 'waited');
  }, 30_000);

  it('a signal waits with it, even for a handler that the module registered', async () => {
    const run = await house.run({ workflowType: 'untilTold' });
    await run.signal('tell', 'hello');
    await waited(500);

    await house.backend.listen();

    await expect(run.result()).resolves.toEqual(['hello']);
  }, 30_000);

  it('a run can be cancelled before anything happened', async () => {
    const before = [...house.marks];
    const run = await house.run({ workflowType: 'effect' });
    await run.cancel();

    await expect(run.result()).rejects.toMatchObject({
      cause: { name: 'CancelledFailure' },
    });
    expect(house.marks).toEqual(before);
    await keepHistory(run, 'cancelled-while-waiting');
  }, 30_000);
});

async function waited(ms: number) {
  await new Promise(resolve => setTimeout(resolve, ms));
}
