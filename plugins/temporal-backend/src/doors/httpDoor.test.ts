import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { aHouse, aStart, type Person } from '../__testUtils__/aHouse';
import { statementOf } from '../__testUtils__/statementOf';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const PAYMENTS_API = 'component:default/payments-api';

describe('the HTTP door', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    house = await aHouse({ address: temporal.address });
  });

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
  });

  const runsOf = async (person: Person) => {
    const { body } = await person.get(`/runs?entityRef=${PAYMENTS_API}`);
    return body.items;
  };

  async function workflows(): Promise<number> {
    const { count } = await temporal.client.workflow.count();
    return count;
  }

  it('starts a run as the person who asked, tagged for Temporal', async () => {
    const { status, body } = await house.as('ada').start();
    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        status: 'running',
        initiator: { kind: 'user', entityRef: 'user:default/ada' },
        target: { entityRef: PAYMENTS_API, environment: 'production' },
      },
    });
    const description = await temporal.client.workflow
      .getHandle(body.id)
      .describe();
    expect(description.type).toBe('greet');
    expect(description.searchAttributes).toMatchObject({
      component_id: [PAYMENTS_API],
      initiator: ['user:default/ada'],
    });
    expect(await description.staticSummary()).toBe(`greet on ${PAYMENTS_API}`);
  });

  it('offers each action with a decision and a reason', async () => {
    const path = `/actions?entityRef=${PAYMENTS_API}`;
    const ada = await house.as('ada').get(path);
    expect(ada.body.items).toMatchObject([
      { ref: 'action:default/foreign-queue', decision: { allowed: false } },
      { ref: 'action:default/greet', decision: { allowed: true } },
      { ref: 'action:default/greet-by-sam', decision: { allowed: true } },
      { ref: 'action:default/greet-once', decision: { allowed: true } },
    ]);
    const sam = await house.as('sam').get(path);
    expect(sam.body.items[1].decision).toEqual({
      allowed: false,
      reason: `You do not own ${PAYMENTS_API}; ask group:default/payments`,
      ask: ['group:default/payments'],
    });
  });

  it('lets an owner through a nested group start', async () => {
    const { status } = await house.as('nina').start();
    expect(status).toBe(201);
  });

  it.each([
    ['a stranger', () => house.as('sam'), 'You do not own'],
    ['a person in no catalog', () => house.as('noel'), 'is not in the catalog'],
    ['a machine', () => house.machine, 'is a machine that may not start'],
  ])('refuses %s with a reason and leaves nothing', async (_, who, reason) => {
    const before = await runsOf(house.as('ada'));
    const { status, body } = await who().start();
    expect(status).toBe(403);
    expect(body.error.message).toContain(reason);
    expect(await runsOf(house.as('ada'))).toEqual(before);
    expect(house.recorded.at(-1)).toMatchObject({
      eventId: 'run-start',
      outcome: 'failed',
      error: expect.stringContaining(reason),
    });
  });

  it('makes one workflow of fifty requests with one key', async () => {
    const before = await workflows();
    const same = aStart();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => house.as('ada').post('/runs', same)),
    );
    expect(new Set(answers.map(answer => answer.body.id)).size).toBe(1);
    const created = answers.filter(answer => answer.status === 201);
    expect(created).toHaveLength(1);
    expect((await workflows()) - before).toBeLessThanOrEqual(1);
  });

  it('lets a machine do what the list says, under its own name', async () => {
    const { status, body } = await house.ci.start();
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { initiator: { kind: 'service', subject: 'external:ci' } },
    });
    const once = { action: 'action:default/greet-once' };
    expect((await house.ci.start(once)).status).toBe(403);
    expect((await house.ci.get(`/runs/${body.id}`)).status).toBe(200);
    const runs = await house.ci.get(`/runs?entityRef=${PAYMENTS_API}`);
    expect(runs.status).toBe(200);
    const orders = '/runs?entityRef=component:default/ownerless';
    expect((await house.ci.get(orders)).status).toBe(403);
  });

  it('answers a worker whether the initiator may still do a step, and records it', async () => {
    const { body: run } = await house.as('ada').start();
    const handle = temporal.client.workflow.getHandle(run.id);
    const statement = await statementOf(handle);
    const request = { statement, namespace: 'default', scope: 'wipe-disk' };
    const { body } = await house.worker.post('/authorizations', request);
    expect(body).toEqual({ allowed: true });
    expect(house.recorded.at(-1)).toMatchObject({
      eventId: 'run-authorize',
      outcome: 'succeeded',
      meta: { scope: 'wipe-disk', initiator: 'user:default/ada', run: run.id },
    });
    const asPerson = await house.as('ada').post('/authorizations', request);
    expect(asPerson.status).toBe(403);
  });
});
