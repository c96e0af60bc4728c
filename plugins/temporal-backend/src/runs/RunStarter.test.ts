import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { aHouse, aStart } from '../__testUtils__/aHouse';
import { aWire } from '../__testUtils__/aWire';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

describe('starting once', () => {
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

  it('answers 409 when a request key comes back with another input', async () => {
    const first = aStart();
    await house.as('ada').post('/runs', first).expect(201);
    const other = { ...first, input: { name: 'Someone else' } };
    const { status, body } = await house.as('ada').post('/runs', other);
    expect(status).toBe(409);
    expect(body.error.message).toContain('choose a new requestKey');
  });

  it('keeps the request keys of different people apart', async () => {
    const same = aStart();
    const ada = await house.as('ada').post('/runs', same).expect(201);
    const nina = await house.as('nina').post('/runs', same).expect(201);
    expect(nina.body.id).not.toBe(ada.body.id);
  });

  it('says that it may have started when no answer came, and finds out when asked again', async () => {
    const { count: before } = await temporal.client.workflow.count();
    const request = aStart();
    wire.silence();
    setTimeout(wire.mend, 1_000);
    const lost = await house.as('ada').post('/runs', request);
    expect(lost.status).toBe(503);
    expect(lost.body.error.message).toContain('may have started');
    const found = await house.as('ada').post('/runs', request);
    expect(found.status).toBe(200);
    expect(found.body.status).toBe('running');
    expect(lost.body.error.message).toContain(found.body.id);
    const { count } = await temporal.client.workflow.count();
    expect(count - before).toBe(1);
  });
});
