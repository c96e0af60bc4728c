import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { aGateWorker, anAdmissionOf, untilAsked } from '../__testUtils__/aGate';
import { aHouse } from '../__testUtils__/aHouse';
import { anApprovedCatalog } from '../__testUtils__/anApprovedCatalog';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const CANARY = 'canary-4711';
const guarded = { action: 'action:default/guarded' };
const approve = { answer: { decision: 'approve' } };

describe('questions, as people see them', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;
  let gate: Awaited<ReturnType<typeof aGateWorker>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    const { address } = temporal;
    const { service } = anApprovedCatalog();
    house = await aHouse({ address, catalog: service });
    gate = await aGateWorker(temporal, house.worker);
  });

  afterAll(async () => {
    await gate?.stop();
    await house?.stop();
    await temporal?.teardown();
  });

  const pageOf = async (id: string, name = 'ada') =>
    (await house.as(name).get(`/runs/${id}`).expect(200)).body;

  async function asked(rest: object = {}): Promise<string> {
    const request = { ...guarded, ...rest };
    const { body } = await house.as('ada').start(request).expect(201);
    await untilAsked(house.as('ada'), body.id);
    return body.id;
  }

  async function box(name: string, of: string, rest = ''): Promise<string[]> {
    const { body } = await house
      .as(name)
      .get(`/questions?box=${of}&limit=50${rest}`)
      .expect(200);
    return body.items.map(({ run }: { run: { id: string } }) => run.id);
  }

  /** A run that was admitted, so that it may ask in the middle. */
  async function underWay() {
    const { body } = await house.as('ada').start().expect(201);
    const admission = await anAdmissionOf(temporal, body.id, 'greet');
    await house.worker.post('/admissions', admission).expect(200);
    const { namespace, statement, workflowId } = admission;
    return { namespace, statement, workflowId };
  }

  const goOn = {
    key: 'go-on',
    title: 'Go on?',
    schema: {
      type: 'object',
      properties: { how: { type: 'string', enum: ['fast', 'slow'] } },
      required: ['how'],
    },
    who: { owners: true },
  };

  it('stand in the list of those who may answer, and of who asked', async () => {
    const id = await asked({ reason: 'Quarter’s end' });
    expect(await box('sofia', 'to-answer')).toContain(id);
    expect(await box('simon', 'to-answer')).toContain(id);
    expect(await box('ada', 'asked')).toContain(id);
    for (const name of ['ada', 'nina', 'pat']) {
      expect(await box(name, 'to-answer')).not.toContain(id);
    }
    const path = `/runs/${id}/questions/approval/answers`;
    await house.as('sofia').post(path, approve).expect(200);
    expect(await box('sofia', 'to-answer')).not.toContain(id);
    expect(await box('sofia', 'decided')).toContain(id);
    expect(await box('ada', 'decided')).toContain(id);
    expect(await box('simon', 'decided')).not.toContain(id);
  });

  it('come page by page, each once', async () => {
    const ids = [await asked(), await asked(), await asked()];
    const found: string[] = [];
    let cursor = '';
    do {
      const path = `/questions?box=to-answer&limit=1${cursor}`;
      const { body } = await house.as('sofia').get(path).expect(200);
      found.push(
        ...body.items.map((one: { run: { id: string } }) => one.run.id),
      );
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(ids));
    await house.as('sofia').get('/questions?box=asked&cursor=x').expect(400);
  });

  it('show the inputs to who must decide about them, on the record', async () => {
    const id = await asked();
    const before = house.recorded.length;
    const page = await pageOf(id, 'sofia');
    expect(page.payloads).toMatchObject({
      visible: true,
      value: { input: { name: 'Ada' } },
    });
    expect(house.recorded.slice(before)).toMatchObject([
      { eventId: 'inputs-read', meta: { run: id } },
    ]);
    const path = `/runs/${id}/questions/approval/answers`;
    await house.as('sofia').post(path, approve).expect(200);
    expect((await pageOf(id, 'sofia')).payloads.visible).toBe(false);
  });

  it('keep a run waiting until they are answered', async () => {
    const run = await underWay();
    const ask = { ...run, question: goOn };
    await house.worker.post('/questions', ask).expect(200);
    await house.worker.post('/questions', ask).expect(200);
    expect((await pageOf(run.workflowId)).status).toBe('waiting-for-answer');
    const other = { ...ask, question: { ...goOn, title: 'Stop?' } };
    await house.worker.post('/questions', other).expect(409);
    const { workflowId, ...rest } = run;
    const end = { ...rest, question: 'go-on', outcome: 'answered' };
    await house.worker.post('/questions/close', end).expect(200);
    await house.worker.post('/questions/close', end).expect(200);
    expect((await pageOf(workflowId)).status).toBe('running');
    await house.worker.post('/questions', ask).expect(409);
  });

  it.each([
    [{ how: CANARY }, '/answer/how must be one of fast, slow'],
    [{}, '/answer/how is required'],
    [{ how: 'fast', [CANARY]: 1 }, 'is not a field of this question'],
    [{ how: '\ud800' }, 'half of a character'],
  ])(
    'take no answer like %j, and the audit keeps none',
    async (answer, why) => {
      const run = await underWay();
      await house.worker.post('/questions', { ...run, question: goOn });
      const path = `/runs/${run.workflowId}/questions/go-on/answers`;
      const { body } = await house
        .as('nina')
        .post(path, { answer })
        .expect(400);
      expect(body.error.message).toContain(why);
      expect(JSON.stringify(house.recorded)).not.toContain(CANARY);
    },
  );

  it('keep what was typed out of the audit', async () => {
    const input = { name: CANARY };
    const { body } = await house.as('ada').start({ ...guarded, input });
    await pageOf(body.id, 'sofia');
    expect(JSON.stringify(house.recorded)).not.toContain(CANARY);
  });

  it.each([
    ['a schema that is none', { schema: { type: 'object', required: 'x' } }],
    ['the key of the approval', { key: 'approval' }],
  ])('are refused for good with %s', async (_, rest) => {
    const run = await underWay();
    const ask = { ...run, question: { ...goOn, ...rest } };
    const { status } = await house.worker.post('/questions', ask);
    expect(status).toBe(409);
  });

  it('of an approval are refused to a run that needs none', async () => {
    const ask = await underWay();
    const { status } = await house.worker.post('/questions', ask);
    expect(status).toBe(409);
  });
});
