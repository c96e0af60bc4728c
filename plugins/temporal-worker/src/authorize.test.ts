import { authorize } from '.';
import { aHouse, type House } from './__fixtures__/house';
import { keepHistory } from './__fixtures__/keepHistory';

const left = 'user:default/ada is no longer in group:default/payments';

describe('an activity that asks again', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse();
  }, 60_000);
  afterAll(() => house.close());

  const failure = (expected: object) => ({ cause: { cause: expected } });

  const marksOf = (runId: string) =>
    house.marks.filter(mark => mark === runId).length;

  /** A run that was allowed its first effect, and waits before the second. */
  const aRunInTheMiddle = async (input: { withinMs?: number } = {}) => {
    const run = await house.run({
      workflowType: 'twoEffectsIfAllowed',
      input,
    });
    while (marksOf(run.workflowId) === 0) {
      await waited(20);
    }
    return run;
  };

  it.each([
    ['effectIfAllowed', 'allowed'],
    ['effectIfAllowedLocally', 'allowed-locally'],
  ])(
    'goes on in %s when the initiator is still allowed',
    async (workflowType, history) => {
      const run = await house.run({ workflowType });

      await expect(run.result()).resolves.toBeUndefined();
      expect(marksOf(run.workflowId)).toBe(1);
      await keepHistory(run, history);
    },
    30_000,
  );

  it('ends the run with the reason when the initiator no longer is', async () => {
    const run = await aRunInTheMiddle();
    house.backend.deny(run.workflowId, left);
    await run.signal('tell', 'go on');

    await expect(run.result()).rejects.toMatchObject(
      failure({ type: 'NotAllowedError', nonRetryable: true, message: left }),
    );
    expect(marksOf(run.workflowId)).toBe(1);
    await keepHistory(run, 'denied');
  }, 30_000);

  it('denies nobody but the initiator of that run', async () => {
    const [denied, other] = await Promise.all([
      aRunInTheMiddle(),
      aRunInTheMiddle(),
    ]);
    house.backend.deny(denied.workflowId, left);
    await other.signal('tell', 'go on');

    await expect(other.result()).resolves.toBeUndefined();
    await denied.terminate();
  }, 30_000);

  describe('while the backend can not be reached', () => {
    afterEach(() => house.backend.listen().catch(() => undefined));

    it('waits, and goes on when the backend is back', async () => {
      const run = await aRunInTheMiddle();
      await house.backend.close();
      await run.signal('tell', 'go on');
      await waited(1_500);
      expect(marksOf(run.workflowId)).toBe(1);
      expect((await run.describe()).status.name).toBe('RUNNING');

      await house.backend.listen();

      await expect(run.result()).resolves.toBeUndefined();
      expect(marksOf(run.workflowId)).toBe(2);
    }, 30_000);

    it('gives up when the time for it is over, and says so', async () => {
      const run = await aRunInTheMiddle({ withinMs: 1_500 });
      await house.backend.close();
      const began = Date.now();
      await run.signal('tell', 'go on');

      await expect(run.result()).rejects.toMatchObject(
        failure({
          type: 'AuthorizationUnavailable',
          nonRetryable: true,
          message: expect.stringMatching(
            /^Nobody could say within 1\.5 s whether user:default\/ada may still do "leave-mark", because the backend at .*\/authorizations can't be reached \(.*fetch failed.*\)\. Start the run again when the backend answers$/,
          ),
        }),
      );
      expect(Date.now() - began).toBeGreaterThanOrEqual(1_500);
      expect(marksOf(run.workflowId)).toBe(1);
    }, 30_000);
  });

  it('must be one of a run', async () => {
    await expect(authorize('leave-mark')).rejects.toThrow(
      'There is no run here: call this from activity code',
    );
  });
});

async function waited(ms: number) {
  await new Promise(resolve => setTimeout(resolve, ms));
}
