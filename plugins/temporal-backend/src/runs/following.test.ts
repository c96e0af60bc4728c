import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { Context } from '@temporalio/activity';
import { aHouse } from '../__testUtils__/aHouse';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const PAYMENTS_API = 'component:default/payments-api';
const ON_PAYMENTS = `entityRef=${PAYMENTS_API}`;
const DEADLINE_MS = 20_000;

describe('following a run', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;
  let greet: (name: string) => Promise<string>;

  beforeAll(async () => {
    temporal = await startTemporal();
    house = await aHouse({ address: temporal.address });
  });

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
  });

  async function withWorker<T>(work: () => Promise<T>): Promise<T> {
    const worker = await Worker.create({
      connection: temporal.nativeConnection,
      taskQueue: 'payments',
      workflowsPath: require.resolve('../__testUtils__/greet'),
      activities: { greeting: (name: string) => greet(name) },
    });
    return worker.runUntil(work);
  }

  /** Reads one page's news until a condition holds of the run. */
  async function until(
    runId: string,
    holds: (run: {
      status: string;
      progress?: object;
      details?: string;
    }) => boolean,
  ) {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const { body } = await house.as('ada').get(`/runs/${runId}`);
      if (holds(body)) return body;
      if (Date.now() > deadline) throw new Error(JSON.stringify(body));
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  async function streamOf(query: string) {
    const gone = new AbortController();
    const response = await house.as('ada').fetch(`/events?${query}`, gone);
    let text = '';
    const read = async () => {
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
      }
    };
    const reading = read().catch(() => {});
    await waitFor(() => text.includes('event: ready'));
    const stop = async () => {
      gone.abort();
      await reading;
    };
    return { text: () => text, stop };
  }

  async function waitFor(holds: () => boolean) {
    const deadline = Date.now() + DEADLINE_MS;
    while (!holds()) {
      if (Date.now() > deadline) throw new Error('It did not come to that');
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  it('says that no worker polls the queue', async () => {
    const { body: run } = await house.as('ada').start();
    const stream = await streamOf(`entityRef=${PAYMENTS_API}`);
    const seen = await until(run.id, ({ status }) => status === 'queued');
    await stream.stop();
    expect(seen.standstill).toMatchObject({
      kind: 'no-worker',
      taskQueue: 'payments',
      since: expect.any(String),
      gate: false,
    });
  });

  it('tells the page of each change, to the end with its result', async () => {
    greet = async name => `Hello ${name}`;
    const stream = await streamOf(`entityRef=${PAYMENTS_API}`);
    const { body: run } = await house.as('ada').start();
    const done = await withWorker(() =>
      until(run.id, ({ status }) => status === 'succeeded'),
    );
    await waitFor(() => stream.text().includes(run.id));
    await stream.stop();
    expect(stream.text()).toMatch(/event: run\nid: \d+\ndata: {"runId":"/);
    expect(done).toMatchObject({
      payloads: { visible: true, value: { result: 'Hello Ada' } },
      timeline: [{ kind: 'activity', name: 'greeting', status: 'succeeded' }],
    });
  });

  it('shows progress, and each retry with what went wrong', async () => {
    let frog = true;
    greet = async name => {
      Context.current().heartbeat({ text: 'Clearing my throat', done: 1 });
      if (frog) throw new Error('Frog in throat');
      return name;
    };
    const { body: run } = await house.as('ada').start();
    const stream = await streamOf(`runId=${run.id}`);
    await withWorker(async () => {
      const seen = await until(
        run.id,
        ({ status, progress }) =>
          status === 'retrying' && progress !== undefined,
      );
      expect(seen).toMatchObject({
        progress: { text: 'Clearing my throat', done: 1 },
        standstill: {
          kind: 'retrying',
          step: 'greeting',
          attempt: expect.any(Number),
          failure: { message: 'Frog in throat' },
        },
        timeline: [
          {
            name: 'greeting',
            status: 'retrying',
            failure: { message: 'Frog in throat' },
          },
        ],
      });
      const told = await until(run.id, ({ details }) => details !== undefined);
      expect(told.details).toBe('Greeting **Ada**');
      // To who may not see what went in, nothing that may quote it.
      const { body: stranger } = await house.as('sam').get(`/runs/${run.id}`);
      const { body: list } = await house.as('sam').get(`/runs?${ON_PAYMENTS}`);
      for (const shown of [stranger, list.items[0]]) {
        expect(shown.progress).toEqual({ text: 'Under way', done: 1 });
        expect(JSON.stringify(shown)).not.toMatch(/throat|Greeting/);
      }
      const { body: own } = await house.as('nina').get(`/runs?${ON_PAYMENTS}`);
      expect(own.items[0].progress.text).toBe('Clearing my throat');
      frog = false;
      await until(run.id, ({ status }) => status === 'succeeded');
    });
    await stream.stop();
  });

  it('lets one run of an action hold its target, and frees it when over', async () => {
    greet = async name => name;
    const once = { action: 'action:default/greet-once' };
    const { body: first } = await house.as('ada').start(once).expect(201);
    const { body } = await house.as('nina').start(once).expect(409);
    expect(body.error.message).toContain(`Run ${first.id} of greet-once`);
    await withWorker(() =>
      temporal.client.workflow.getHandle(first.id).result(),
    );
    // Nobody watched it end: the next start finds out.
    await house.as('nina').start(once).expect(201);
  });

  it('shows what went in and out to owners, and says so in the audit', async () => {
    const { body: run } = await house.as('ada').start();
    const nina = await house.as('nina').get(`/runs/${run.id}`);
    expect(nina.body.payloads).toMatchObject({ visible: true });
    expect(house.recorded.at(-1)).toMatchObject({
      eventId: 'inputs-read',
      meta: { caller: 'user:default/nina', run: run.id },
    });
    const sam = await house.as('sam').get(`/runs/${run.id}`);
    expect(sam.body).toMatchObject({
      status: expect.any(String),
      payloads: {
        visible: false,
        decision: { reason: expect.stringContaining('the owners of') },
      },
    });
  });

  it('sends what is large to those who ask for it, and records each look', async () => {
    const name = 'Ada '.repeat(10_000);
    greet = async () => name + name;
    const stream = await streamOf(ON_PAYMENTS);
    const { body: run } = await house.as('ada').start({ input: { name } });
    await withWorker(() =>
      until(run.id, ({ status }) => status === 'succeeded'),
    );
    await stream.stop();
    const nina = house.as('nina');
    const { body: page } = await nina.get(`/runs/${run.id}`);
    expect(page.payloads.value).toEqual({
      input: { name },
      large: { result: 80_002 },
    });
    const looks = () =>
      house.recorded.filter(
        ({ eventId, meta }) => eventId === 'inputs-read' && meta.run === run.id,
      );
    expect(looks()).toHaveLength(1);
    const { body: whole } = await nina.get(`/runs/${run.id}/payloads`);
    expect(whole).toEqual({ input: { name }, result: name + name });
    expect(looks()).toHaveLength(2);
    await house.as('sam').get(`/runs/${run.id}/payloads`).expect(403);
    expect(looks()).toHaveLength(3);
    expect(looks().at(-1)).toMatchObject({
      meta: { outcome: 'denied', caller: 'user:default/sam' },
    });
  });
});
