import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { aHouse, type Person } from '../__testUtils__/aHouse';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(60_000);

const PATH = '/events?entityRef=component:default/payments-api';

describe('too many event streams', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;
  const open: AbortController[] = [];

  beforeAll(async () => {
    temporal = await startTemporal();
    const limits = { streamsPerCaller: 2, streams: 3 };
    house = await aHouse({ address: temporal.address, temporal: { limits } });
  });

  afterEach(() => open.splice(0).forEach(gone => gone.abort()));

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
  });

  async function stream(person: Person) {
    const gone = new AbortController();
    const { status, headers } = await person.fetch(PATH, gone);
    if (status === 200) open.push(gone);
    return [status, headers.get('retry-after')];
  }

  async function untilServed(person: Person) {
    for (;;) {
      const [status] = await stream(person);
      if (status === 200) return;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  it('are not counted when they were refused for another reason', async () => {
    const stray = house.service('external:stray');
    for (let i = 0; i < 5; i += 1) {
      expect(await stream(stray)).toEqual([403, null]);
    }
    await untilServed(house.as('ada'));
  });

  it('are refused to one caller, who is told when to come back', async () => {
    const ada = house.as('ada');
    await untilServed(ada);
    await untilServed(ada);
    expect(await stream(ada)).toEqual([429, '15']);
    expect(await stream(house.as('nina'))).toEqual([200, null]);
  });

  it('are refused to all, until one is closed', async () => {
    await untilServed(house.as('ada'));
    await untilServed(house.as('nina'));
    await untilServed(house.as('sam'));
    expect(await stream(house.as('sofia'))).toEqual([503, '15']);
    open.pop()?.abort();
    await untilServed(house.as('sofia'));
  });
});
