import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { aHouse } from '../__testUtils__/aHouse';
import { someMetrics } from '../__testUtils__/someMetrics';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const PAYMENTS_API = 'component:default/payments-api';
const GREET = 'action:default/greet';
const DEADLINE_MS = 20_000;

describe('the metrics', () => {
  const measured = someMetrics();
  const { valueOf } = measured;
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    house = await aHouse({ address: temporal.address });
  });

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
    await measured.stop();
  });

  /** Waits until a gauge, which is read when asked for, has a value. */
  async function until(name: string, holds: (value: number) => boolean) {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const value = await valueOf(name);
      if (typeof value === 'number' && holds(value)) return value;
      if (Date.now() > deadline) throw new Error(`${name} is ${value}`);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  it('count starts by how they ended, and what was decided', async () => {
    await house.as('ada').start().expect(201);
    await house.as('ada').start().expect(201);
    await house.as('sam').start().expect(403);
    const starts = (labels: object) =>
      valueOf('temporal.run.starts', { ...labels });
    expect(await starts({ outcome: 'succeeded', action: GREET })).toBe(2);
    expect(await starts({ outcome: 'denied' })).toBe(1);
    const decisions = (decision: string) =>
      valueOf('temporal.decisions', { event: 'run-start', decision });
    expect(await decisions('allowed')).toBe(2);
    expect(await decisions('denied')).toBe(1);
  });

  it('never take a name from somebody who may not use it', async () => {
    const action = 'action:default/invented';
    await house.as('ada').start({ action }).expect(404);
    expect(await valueOf('temporal.run.starts', { action })).toBeUndefined();
    expect(await valueOf('temporal.run.starts', { outcome: 'failed' })).toBe(1);
  });

  it('time requests by route, and calls to Temporal by method', async () => {
    await house.as('ada').get(`/runs?entityRef=${PAYMENTS_API}`).expect(200);
    const requests = (operation: string, status: number) =>
      valueOf('temporal.room.request.duration', {
        operation,
        'http.response.status_code': status,
      });
    expect(await requests('GET /runs', 200)).toBe(1);
    expect(await requests('POST /runs', 201)).toBe(2);
    expect(await requests('POST /runs', 403)).toBe(1);
    const calls = (operation: string, outcome: string) =>
      valueOf('temporal.server.call.duration', { operation, outcome });
    expect(await calls('StartWorkflowExecution', 'OK')).toBe(2);
  });

  it('do not take a wait for news for a slow call', async () => {
    const { body: run } = await house.as('ada').start();
    const gone = new AbortController();
    await house.as('ada').fetch(`/events?runId=${run.id}`, gone);
    await until('temporal.runs.watched', value => value === 1);
    await until('temporal.streams.open', value => value === 1);
    gone.abort();
    await until('temporal.streams.open', value => value === 0);
    await until('temporal.runs.watched', value => value === 0);
    expect(
      await valueOf('temporal.room.request.duration', {
        operation: 'GET /events',
      }),
    ).toBeUndefined();
    const calls = (await measured.collect()).find(
      ({ descriptor }) => descriptor.name === 'temporal.server.call.duration',
    );
    for (const { value } of calls?.dataPoints ?? []) {
      expect(value).toHaveProperty('max', expect.any(Number));
      expect(Object(value).max).toBeLessThan(5);
    }
  });

  it('tell how far behind the reconciler is, and what is left to do', async () => {
    expect(await valueOf('temporal.reconciler.lag')).toBeUndefined();
    await house.reconcile();
    await until('temporal.reconciler.lag', seconds => seconds < 15);
    await until('temporal.runs.unseen', seconds => seconds < 30);
    expect(
      await valueOf('temporal.reconciler.round.duration', { outcome: 'done' }),
    ).toBeGreaterThan(0);
    expect(await valueOf('temporal.audit.pending')).toBe(0);
    expect(await valueOf('temporal.notices.unsent')).toBe(0);
  });

  it('have no label that holds a person, an entity or a run', async () => {
    const labels = (await measured.collect())
      .flatMap(({ dataPoints }) => [...dataPoints])
      .flatMap(({ attributes }) => Object.values(attributes).map(String));
    expect(labels.length).toBeGreaterThan(10);
    for (const label of labels) {
      expect(label).not.toMatch(/(user|group|component|external):/);
      expect(label).not.toMatch(/ada|sam|payments|invented/);
      expect(label).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    }
  });
});
