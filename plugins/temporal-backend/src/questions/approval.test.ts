import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { aGateWorker, untilAsked } from '../__testUtils__/aGate';
import { aHouse } from '../__testUtils__/aHouse';
import { anApprovedCatalog } from '../__testUtils__/anApprovedCatalog';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const approve = { answer: { decision: 'approve' } };
const reject = { answer: { decision: 'reject', reason: 'Not on a Friday' } };

describe('a run that needs an approval', () => {
  const catalog = anApprovedCatalog();
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;
  let gate: Awaited<ReturnType<typeof aGateWorker>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    const { address } = temporal;
    house = await aHouse({ address, catalog: catalog.service });
    gate = await aGateWorker(temporal, house.worker);
  });

  afterAll(async () => {
    await gate?.stop();
    await house?.stop();
    await temporal?.teardown();
  });

  const pageOf = async (id: string, name = 'ada') =>
    (await house.as(name).get(`/runs/${id}`).expect(200)).body;

  /** A run that asks for its approval. */
  async function asked(action = 'guarded', rest: object = {}): Promise<string> {
    const { body } = await house
      .as('ada')
      .start({ action: `action:default/${action}`, ...rest })
      .expect(201);
    expect(body.status).toBe('waiting-for-approval');
    await untilAsked(house.as('ada'), body.id);
    return body.id;
  }

  const answer = (name: string, id: string, body: object = approve) =>
    house.as(name).post(`/runs/${id}/questions/approval/answers`, body);

  async function ended(id: string) {
    const gone = new AbortController();
    await house.as('ada').fetch(`/events?runId=${id}`, gone);
    let page = await pageOf(id);
    while (!page.closedAt) {
      await new Promise(r => setTimeout(r, 100));
      page = await pageOf(id);
    }
    gone.abort();
    return page;
  }

  it('goes on behind its gate once somebody else approved it', async () => {
    const id = await asked();
    const { body } = await answer('sofia', id).expect(200);
    expect(body).toMatchObject({
      outcome: 'approved',
      answers: [{ by: 'user:default/sofia', verdict: 'approve' }],
    });
    const handle = temporal.client.workflow.getHandle(id);
    while ((await handle.describe()).type !== 'greet') {
      await new Promise(r => setTimeout(r, 50));
    }
  });

  it('says why it needs one, and who may give it', async () => {
    const page = await pageOf(await asked('guarded', { reason: 'Monday' }));
    expect(page).toMatchObject({
      reason: 'Monday',
      approval: { required: true, why: expect.stringMatching(/Every run/) },
      mayWithdraw: { allowed: true },
    });
    expect(page.questions).toMatchObject([
      {
        key: 'approval',
        quorum: 1,
        who: ['group:default/security'],
        mayAnswer: { allowed: false },
      },
    ]);
  });

  it.each([
    ['its initiator', 'ada'],
    ['the initiator by another entity with their e-mail address', 'alias'],
    ['an owner who is not named', 'nina'],
    ['an admin', 'pat'],
  ])('is not approved by %s', async (_, name) => {
    const id = await asked();
    const before = house.recorded.length;
    await answer(name, id).expect(403);
    expect(house.recorded.slice(before)).toMatchObject([
      { eventId: 'approval-decide', outcome: 'failed' },
    ]);
    expect((await pageOf(id)).questions[0].answers).toEqual([]);
  });

  it('is not approved by a machine', async () => {
    const id = await asked();
    const path = `/runs/${id}/questions/approval/answers`;
    expect((await house.ci.post(path, approve)).status).toBe(403);
  });

  it('is not approved by who left the group in between', async () => {
    const id = await asked();
    catalog.move('sofia', 'group:default/orders');
    await answer('sofia', id).expect(403);
    catalog.move('sofia', 'group:default/security');
    expect((await answer('sofia', id)).status).toBe(200);
  });

  it('ends as rejected, with the reason', async () => {
    const id = await asked();
    const bare = { answer: { decision: 'reject' } };
    const wanting = await answer('sofia', id, bare).expect(400);
    expect(wanting.body.error.fields).toMatchObject([
      { path: '/answer/reason' },
    ]);
    await answer('sofia', id, reject).expect(200);
    const late = await answer('simon', id).expect(409);
    expect(late.body.error.question).toMatchObject({ outcome: 'rejected' });
    expect(await ended(id)).toMatchObject({ status: 'rejected' });
    expect(house.recorded).toContainEqual(
      expect.objectContaining({
        eventId: 'approval-decide',
        severityLevel: 'high',
        meta: expect.objectContaining({
          run: id,
          verdict: 'reject',
          reason: 'Not on a Friday',
        }),
      }),
    );
  });

  it('tells who answers again what became of it, and counts nothing twice', async () => {
    const id = await asked('guarded-by-two');
    await answer('sofia', id).expect(200);
    const again = await answer('sofia', id).expect(200);
    expect(again.body.answers).toHaveLength(1);
    const other = await answer('sofia', id, reject).expect(409);
    expect(other.body.error.question).toMatchObject({ quorum: 2 });
    expect(other.body.error.question.outcome).toBeUndefined();
    const { body } = await answer('simon', id).expect(200);
    expect(body.outcome).toBe('approved');
  });

  it('counts one human with two entities once', async () => {
    const id = await asked('guarded-by-two');
    await answer('sofia', id).expect(200);
    expect((await answer('sofias-other-self', id)).status).toBe(409);
  });

  it('is withdrawn by who asked for it, and by nobody else', async () => {
    const id = await asked();
    const why = { reason: 'Asked by mistake' };
    await house.as('sofia').post(`/runs/${id}/withdraw`, why).expect(403);
    await house.as('ada').post(`/runs/${id}/withdraw`, why).expect(200);
    await answer('sofia', id).expect(409);
    expect(await ended(id)).toMatchObject({ status: 'withdrawn' });
  });

  it('is decided by one of a hundred at the same instant', async () => {
    const id = await asked('guarded-by-many');
    const answers = await Promise.all(
      catalog.crowd.map((name, i) =>
        answer(name, id, i % 2 === 0 ? approve : reject),
      ),
    );
    const counted = answers.filter(({ status }) => status === 200);
    const told = answers.filter(({ status }) => status === 409);
    expect(
      answers
        .filter(a => ![200, 409].includes(a.status))
        .map(a => a.body.error),
    ).toEqual([]);
    expect(counted.filter(({ body }) => body.outcome)).toHaveLength(1);
    for (const { body } of told) {
      expect(body.error.question.outcome).toMatch(/approved|rejected/);
    }
  });
});
