import { aHouse, type House } from './__fixtures__/house';

const ada = { kind: 'user', entityRef: 'user:default/ada' } as const;
const target = {
  entityRef: 'component:default/payments-api',
  environment: 'production',
};

describe('an admitted run', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse();
  }, 60_000);
  afterAll(() => house.close());

  it('knows its initiator and target in workflow, activities and children', async () => {
    const run = await house.run({
      workflowType: 'report',
      initiator: ada,
      target,
    });

    const known = { initiator: ada, target };
    await expect(run.result()).resolves.toEqual({
      workflow: known,
      activity: known,
      localActivity: known,
      child: { workflow: known, activity: known },
    });
  });
});
