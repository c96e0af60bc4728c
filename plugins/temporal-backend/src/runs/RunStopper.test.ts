import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { aHouse } from '../__testUtils__/aHouse';
import { aWire } from '../__testUtils__/aWire';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const why = { reason: 'Wrong database' };
const bySam = { action: 'action:default/greet-by-sam' };

describe('stopping a run', () => {
  let temporal: TestWorkflowEnvironment;
  let wire: Awaited<ReturnType<typeof aWire>>;
  let house: Awaited<ReturnType<typeof aHouse>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    wire = await aWire(temporal.address);
    house = await aHouse({ address: wire.address });
  });

  afterAll(async () => {
    await house?.stop();
    await wire?.close();
    await temporal?.teardown();
  });

  async function started(by = 'ada', rest: object = {}): Promise<string> {
    const { body } = await house.as(by).start(rest).expect(201);
    return body.id;
  }

  async function eventsOf(runId: string) {
    const handle = temporal.client.workflow.getHandle(runId);
    return (await handle.fetchHistory()).events ?? [];
  }

  it('cancels with a reason, in the person’s name, in Temporal too', async () => {
    const id = await started();
    const { body } = await house.as('ada').post(`/runs/${id}/cancel`, why);
    expect(body.status).toBe('stopping');
    const asked = (await eventsOf(id)).flatMap(
      event => event.workflowExecutionCancelRequestedEventAttributes ?? [],
    );
    expect(asked).toMatchObject([
      { cause: 'Wrong database', identity: 'user:default/ada' },
    ]);
    const detail = await house.as('ada').get(`/runs/${id}`);
    expect(detail.body.stop).toMatchObject({
      verb: 'cancel',
      by: 'user:default/ada',
      reason: 'Wrong database',
    });
    expect(house.recorded.at(-1)).toMatchObject({
      eventId: 'run-cancel',
      outcome: 'succeeded',
      meta: { run: id, reason: 'Wrong database' },
    });
  });

  it('terminates at once, in the person’s name, in Temporal too', async () => {
    const id = await started();
    const { body } = await house.as('nina').post(`/runs/${id}/terminate`, why);
    expect(body.status).toBe('terminated');
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      workflowExecutionTerminatedEventAttributes: {
        reason: 'Wrong database',
        identity: 'user:default/nina',
      },
    });
  });

  it.each([
    ['cancel', 200],
    ['terminate', 403],
  ])('lets an initiator who owns nothing %s: %d', async (verb, status) => {
    const id = await started('sam', bySam);
    const answer = await house.as('sam').post(`/runs/${id}/${verb}`, why);
    expect(answer.status).toBe(status);
  });

  it.each(['cancel', 'terminate'])(
    'lets no stranger %s, says whom to ask, and records it once',
    async verb => {
      const id = await started();
      const before = house.recorded.length;
      const { status, body } = await house
        .as('sam')
        .post(`/runs/${id}/${verb}`, why);
      expect(status).toBe(403);
      expect(body.error.message).toMatch(/the owners of component:default/);
      expect(house.recorded.slice(before)).toMatchObject([
        { eventId: `run-${verb}`, outcome: 'failed' },
      ]);
      const detail = await house.as('sam').get(`/runs/${id}`);
      expect(detail.body.mayStop[verb]).toMatchObject({
        allowed: false,
        ask: ['group:default/payments'],
      });
    },
  );

  it('lets no machine stop anything', async () => {
    const id = await started();
    const { status } = await house.machine.post(`/runs/${id}/cancel`, why);
    expect(status).toBe(403);
  });

  it('wants a reason', async () => {
    const id = await started();
    const { status, body } = await house
      .as('ada')
      .post(`/runs/${id}/cancel`, { reason: '  ' });
    expect(status).toBe(400);
    expect(body.error.message).toContain('/reason must say why');
  });

  it('says that a run is over, also when nobody had noticed', async () => {
    const id = await started();
    await temporal.client.workflow.getHandle(id).terminate('from elsewhere');
    const first = await house.as('ada').post(`/runs/${id}/cancel`, why);
    expect(first.status).toBe(409);
    expect(first.body.error.message).toContain('is over (terminated)');
    await house.as('ada').post(`/runs/${id}/terminate`, why).expect(409);
  });

  it('says that the run goes on while Temporal can’t be reached', async () => {
    const id = await started();
    wire.silence();
    const { status, body } = await house
      .as('ada')
      .post(`/runs/${id}/cancel`, why);
    wire.mend();
    expect(status).toBe(503);
    expect(body.error.message).toContain(`Run ${id} goes on`);
    const detail = await house.as('ada').get(`/runs/${id}`);
    expect(detail.body.stop).toBeUndefined();
  });
});
