import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { aHouse } from '../__testUtils__/aHouse';
import { aStepWorker, stepActions } from '../__testUtils__/aStepWorker';
import { aWire } from '../__testUtils__/aWire';
import { entities } from '../__testUtils__/people';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const DEADLINE_MS = 20_000;
const why = { reason: 'The file is mended', attempt: 1 };

describe('retrying a run', () => {
  let temporal: TestWorkflowEnvironment;
  let wire: Awaited<ReturnType<typeof aWire>>;
  let house: Awaited<ReturnType<typeof aHouse>>;
  let worker: Awaited<ReturnType<typeof aStepWorker>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    wire = await aWire(temporal.address);
    house = await aHouse({
      address: wire.address,
      entities: [...entities, ...stepActions],
    });
    worker = await aStepWorker(temporal);
  });

  beforeEach(() => {
    worker.done.length = 0;
    worker.state.broken = true;
  });

  afterAll(async () => {
    await worker?.stop();
    await house?.stop();
    await wire?.close();
    await temporal?.teardown();
  });

  const seen = async (runId: string, by = 'ada') =>
    (await house.as(by).get(`/runs/${runId}`).expect(200)).body;

  async function ended(runId: string, attempt = 1) {
    const gone = new AbortController();
    await house.as('ada').fetch(`/events?runId=${runId}`, gone);
    const deadline = Date.now() + DEADLINE_MS;
    try {
      for (;;) {
        const run = await seen(runId);
        if (run.closedAt && run.attempt === attempt) return run;
        if (Date.now() > deadline) {
          throw new Error(`It is ${run.status} in attempt ${run.attempt}`);
        }
        await delay(50);
      }
    } finally {
      gone.abort();
    }
  }

  async function started(name: string) {
    const action = `action:default/${name}`;
    return (await house.as('ada').start({ action }).expect(201)).body.id;
  }

  /** A run whose step `apply` failed. */
  async function failed(name = 'one-by-one'): Promise<string> {
    const id = await started(name);
    expect(await ended(id)).toMatchObject({ status: 'failed' });
    return id;
  }

  const retry = (id: string, by = 'ada', body: object = why) =>
    house.as(by).post(`/runs/${id}/retry`, body);

  it('goes on at the step that failed, in the same run', async () => {
    const id = await failed();
    const offer = (await seen(id)).mayRetry;
    expect(offer).toEqual({
      decision: { allowed: true },
      plan: { from: 'failed-step', step: 'apply', again: [] },
    });
    worker.state.broken = false;
    const { body } = await retry(id, 'nina').expect(200);
    expect(body).toMatchObject({ id, attempt: 2, status: 'running' });
    const run = await ended(id, 2);
    expect(run).toMatchObject({
      status: 'succeeded',
      payloads: { value: { result: 'applied' } },
    });
    expect(run.payloads.value.failure).toBeUndefined();
    expect(worker.done).toEqual(['prepare', 'apply', 'apply']);
    expect(run.timeline).toMatchObject([
      { name: 'prepare', status: 'succeeded' },
      { name: 'apply', status: 'succeeded' },
    ]);
    expect(run.attempts).toMatchObject([
      { number: 1, status: 'failed', failure: { message: 'syntax error' } },
      {
        number: 2,
        status: 'succeeded',
        by: 'user:default/nina',
        reason: 'The file is mended',
        from: { from: 'failed-step', step: 'apply' },
      },
    ]);
    expect(run.mayRetry).toBeUndefined();
    const record = house.recorded.find(
      ({ eventId, meta }) => eventId === 'run-retry' && meta.run === id,
    );
    expect(record).toMatchObject({
      outcome: 'succeeded',
      meta: { caller: 'user:default/nina', initiator: 'user:default/ada' },
    });
    const { events } = await temporal.client.workflow
      .getHandle(id)
      .fetchHistory();
    const reasons = (events ?? []).flatMap(
      event => event.workflowTaskFailedEventAttributes?.failure?.message ?? [],
    );
    expect(reasons).toEqual([
      expect.stringContaining('user:default/nina: The file is mended'),
    ]);
  });

  it('begins anew when work may have been taken back, and says so', async () => {
    const id = await failed('with-undo');
    expect((await seen(id)).mayRetry.plan).toMatchObject({
      from: 'beginning',
      why: expect.stringContaining('After apply had failed, undo was begun'),
    });
    worker.state.broken = false;
    await retry(id).expect(200);
    expect(await ended(id, 2)).toMatchObject({ status: 'succeeded' });
    expect(worker.done).toEqual([
      'prepare',
      'apply',
      'undo',
      'prepare',
      'apply',
    ]);
  });

  it('can fail once more, and be retried once more', async () => {
    const id = await failed();
    await retry(id).expect(200);
    await ended(id, 2);
    worker.state.broken = false;
    await retry(id, 'ada', { ...why, attempt: 2 }).expect(200);
    const run = await ended(id, 3);
    expect(run.attempts).toMatchObject([
      { status: 'failed' },
      { status: 'failed' },
      { status: 'succeeded' },
    ]);
    expect(worker.done).toEqual(['prepare', 'apply', 'apply', 'apply']);
  });

  it('goes on where it was when it was stopped', async () => {
    const id = await started('patient');
    while (!worker.done.includes('prepare')) await delay(20);
    await delay(500);
    await house.as('ada').post(`/runs/${id}/terminate`, { reason: 'Oops' });
    expect((await seen(id)).mayRetry.plan).toEqual({
      from: 'where-it-ended',
      again: [],
    });
    const { body } = await retry(id).expect(200);
    expect(body.attempt).toBe(2);
    const run = await seen(id);
    expect(run.stop).toBeUndefined();
    expect(worker.done).toEqual(['prepare']);
    await house.as('ada').post(`/runs/${id}/cancel`, { reason: 'Enough' });
    expect(await ended(id, 2)).toMatchObject({ status: 'cancelled' });
    expect((await seen(id)).mayRetry.plan.from).toBe('where-it-ended');
  });

  it('of a double click is one attempt, and the second hears of it', async () => {
    const id = await failed();
    worker.state.broken = false;
    const answers = await Promise.all([
      retry(id),
      retry(id),
      retry(id, 'nina'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    for (const { status, body } of answers) {
      if (status !== 409) continue;
      expect(body.error).toMatchObject({ run: { id, attempt: 2 } });
    }
    await ended(id, 2);
    expect(worker.done).toEqual(['prepare', 'apply', 'apply']);
    const { body } = await retry(id).expect(409);
    expect(body.error.message).toContain('is in attempt 2 by now (succeeded)');
  });

  it('is for those who may start it now', async () => {
    const id = await failed();
    expect((await seen(id, 'sam')).mayRetry.decision).toMatchObject({
      allowed: false,
      ask: ['group:default/payments'],
    });
    const { body } = await retry(id, 'sam').expect(403);
    expect(body.error.message).toContain('You do not own');
    expect(house.recorded.at(-1)).toMatchObject({ eventId: 'run-retry' });
    expect(worker.done).toEqual(['prepare', 'apply']);
  });

  it('is nothing for a run that goes on or succeeded', async () => {
    const open = await started('patient');
    const { body } = await retry(open).expect(409);
    expect(body.error.message).toContain('did not end without success');
    expect((await seen(open)).mayRetry).toBeUndefined();
    worker.state.broken = false;
    const good = await started('one-by-one');
    await ended(good);
    await retry(good).expect(409);
    await house.as('ada').post(`/runs/${open}/terminate`, { reason: 'Tidy' });
  });

  it('says which run holds the target meanwhile', async () => {
    const id = await started('alone');
    while (worker.done.length === 0) await delay(20);
    await house.as('ada').post(`/runs/${id}/terminate`, { reason: 'Oops' });
    const holder = await started('alone');
    const { body } = await retry(id).expect(409);
    expect(body.error.message).toContain(`Run ${holder} of alone`);
    // Ended behind our back: it is asked about before anybody is refused.
    await temporal.client.workflow.getHandle(holder).terminate();
    await retry(id).expect(200);
  });

  it('changes nothing while Temporal can’t be reached', async () => {
    const id = await failed();
    const before = await seen(id);
    wire.silence();
    const { body } = await retry(id).expect(503);
    wire.mend();
    expect(body.error.message).toContain('Nothing was retried');
    expect(await seen(id)).toEqual({ ...before, version: expect.anything() });
  });
});
