import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { aHouse } from '../__testUtils__/aHouse';
import { aWire } from '../__testUtils__/aWire';
import { someMetrics } from '../__testUtils__/someMetrics';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const THREE_MINUTES_MS = 180_000;
const CONDITIONS = {
  database: 'ok',
  temporal: 'ok',
  reconciler: 'ok',
  credentials: 'ok',
};

describe('GET /health', () => {
  const measured = someMetrics();
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
    await measured.stop();
  });

  const ask = () => house.nobody.get('/health');
  const untilForgotten = () => new Promise(done => setTimeout(done, 2_100));

  it('tells anybody that all is well, and nothing more', async () => {
    const { body } = await ask().expect(200);
    expect(body).toEqual({
      status: 'ok',
      parts: CONDITIONS,
      credentials: [],
    });
  });

  it('asks Temporal once for many who ask', async () => {
    await untilForgotten();
    const asked = () =>
      measured.valueOf('temporal.server.call.duration', {
        operation: 'DescribeNamespace',
      });
    const before = Number(await asked());
    const answers = await Promise.all(Array.from({ length: 50 }, ask));
    answers.push(await ask());
    expect(answers.map(({ status }) => status)).toEqual(Array(51).fill(200));
    expect(Number(await asked()) - before).toBe(1);
  });

  it('answers 503 when the reconciler has done no round for two minutes', async () => {
    await house.reconcile();
    await untilForgotten();
    await ask().expect(200);
    await untilForgotten();
    const now = Date.now;
    const later = jest
      .spyOn(Date, 'now')
      .mockImplementation(() => now() + THREE_MINUTES_MS);
    const { body } = await ask().expect(503);
    later.mockRestore();
    expect(body.parts).toEqual({ ...CONDITIONS, reconciler: 'degraded' });
  });

  it('answers 503 in time while Temporal is silent, not why, and 200 after', async () => {
    await untilForgotten();
    wire.silence();
    const begun = Date.now();
    const { body } = await ask().expect(503);
    expect(Date.now() - begun).toBeLessThan(4_000);
    const parts = { ...CONDITIONS, temporal: 'degraded' };
    expect(body).toEqual({ status: 'degraded', parts, credentials: [] });
    wire.mend();
    await untilForgotten();
    await ask();
    await untilForgotten();
    await ask().expect(200);
  });
});
