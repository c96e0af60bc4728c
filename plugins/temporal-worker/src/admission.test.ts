import { aHouse, type House } from './__fixtures__/house';
import { keepHistory } from './__fixtures__/keepHistory';

const ada = { kind: 'user', entityRef: 'user:default/ada' } as const;
const ci = { kind: 'service', subject: 'external:ci' } as const;
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
    await keepHistory(run, 'report');
  });

  it('may be asked for by a machine', async () => {
    const run = await house.run({ workflowType: 'whoAmI', initiator: ci });

    await expect(run.result()).resolves.toMatchObject({ initiator: ci });
  });

  it('stays the same run when it continues as new', async () => {
    const run = await house.run({
      workflowType: 'repeat',
      input: { times: 2 },
      initiator: ada,
    });

    await expect(run.result()).resolves.toMatchObject({
      runId: run.workflowId,
      activity: { initiator: ada },
    });
    await keepHistory(run, 'repeat');
    const { workflow } = house.temporal.client;
    await keepHistory(
      workflow.getHandle(run.workflowId, run.firstExecutionRunId),
      'continued',
    );
  });

  it('never sees the initiator of a run beside it', async () => {
    const people = Array.from({ length: 12 }, (_, i) => `user:default/p${i}`);
    const seen = await Promise.all(
      people.map(async entityRef => {
        const initiator = { kind: 'user', entityRef } as const;
        const run = await house.run({ workflowType: 'slowWhoAmI', initiator });
        return run.result();
      }),
    );

    expect(seen).toEqual(
      people.map(entityRef => ({
        before: { kind: 'user', entityRef },
        after: { kind: 'user', entityRef },
      })),
    );
  }, 30_000);

  it('gives its statement to nobody it signals', async () => {
    const told = await house.run({ workflowType: 'untilTold' });
    const teller = await house.run({
      workflowType: 'tellAnother',
      input: { workflowId: told.workflowId },
    });
    await teller.result();

    await expect(told.result()).resolves.toEqual(['hello']);
    const { events } = await told.fetchHistory();
    const signal = events?.find(
      event => event.workflowExecutionSignaledEventAttributes,
    )?.workflowExecutionSignaledEventAttributes;
    expect(signal?.header?.fields ?? {}).toEqual({});
  });

  it('may be signed with a key that is newer than what the worker knows', async () => {
    await house.backend.rotateKey();
    const run = await house.run({ workflowType: 'whoAmI', initiator: ada });

    await expect(run.result()).resolves.toMatchObject({ initiator: ada });
  }, 20_000);
});
