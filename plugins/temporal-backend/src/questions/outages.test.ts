import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { aGateWorker, untilAsked } from '../__testUtils__/aGate';
import { aHouse } from '../__testUtils__/aHouse';
import { anApprovedCatalog } from '../__testUtils__/anApprovedCatalog';
import { aWire } from '../__testUtils__/aWire';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const guarded = { action: 'action:default/guarded' };
const approve = { answer: { decision: 'approve' } };

describe('asking people while something is down', () => {
  let temporal: TestWorkflowEnvironment;
  let wire: Awaited<ReturnType<typeof aWire>>;
  let house: Awaited<ReturnType<typeof aHouse>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    wire = await aWire(temporal.address);
    const { service } = anApprovedCatalog();
    house = await aHouse({ address: wire.address, catalog: service });
  });

  afterAll(async () => {
    await house?.stop();
    await wire?.close();
    await temporal?.teardown();
  });

  const pageOf = async (id: string) =>
    (await house.as('ada').get(`/runs/${id}`).expect(200)).body;

  async function asked(): Promise<string> {
    const { body } = await house.as('ada').start(guarded).expect(201);
    await untilAsked(house.as('ada'), body.id);
    return body.id;
  }

  const answer = (name: string, id: string, body: object = approve) =>
    house.as(name).post(`/runs/${id}/questions/approval/answers`, body);

  it('says that no worker serves the gate, and waits', async () => {
    const { body } = await house.as('ada').start(guarded).expect(201);
    const gone = new AbortController();
    await house.as('ada').fetch(`/events?runId=${body.id}`, gone);
    let page = await pageOf(body.id);
    while (page.status !== 'queued') {
      await new Promise(r => setTimeout(r, 100));
      page = await pageOf(body.id);
    }
    gone.abort();
    expect(page.standstill).toMatchObject({
      kind: 'no-worker',
      taskQueue: 'temporal-gate',
      gate: true,
    });
  });

  describe('with a gate', () => {
    let gate: Awaited<ReturnType<typeof aGateWorker>>;

    beforeAll(async () => {
      gate = await aGateWorker(temporal, house.worker);
    });

    afterAll(async () => {
      await gate?.stop();
    });

    it('counts an answer once that Temporal took and did not confirm', async () => {
      const id = await asked();
      wire.silence();
      setTimeout(wire.mend, 2_000);
      const lost = await answer('sofia', id).expect(503);
      expect(lost.body.error.message).toContain('is not known');
      const found = await answer('sofia', id).expect(200);
      expect(found.body.answers).toHaveLength(1);
      expect(found.body.outcome).toBe('approved');
    });

    it('takes no other answer while the first may be on its way', async () => {
      const id = await asked();
      wire.silence();
      setTimeout(wire.mend, 2_000);
      await answer('sofia', id).expect(503);
      const other = { answer: { decision: 'reject', reason: 'No' } };
      const { body } = await answer('sofia', id, other).expect(409);
      expect(body.error.question.answers).toMatchObject([
        { verdict: 'approve' },
      ]);
    });
  });
});
