import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { aHouse, aStart } from '../__testUtils__/aHouse';
import { anApprovedCatalog } from '../__testUtils__/anApprovedCatalog';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const of = (name: string) => ({ action: `action:default/${name}` });

describe('asking for a run that needs an approval', () => {
  let temporal: TestWorkflowEnvironment;

  beforeAll(async () => {
    temporal = await startTemporal();
  });

  afterAll(async () => {
    await temporal?.teardown();
  });

  async function within(
    work: (house: Awaited<ReturnType<typeof aHouse>>) => Promise<void>,
    approvals: object[] = [],
  ) {
    const house = await aHouse({
      address: temporal.address,
      catalog: anApprovedCatalog().service,
      temporal: { approvals },
    });
    await work(house).finally(() => house.stop());
  }

  it.each([
    ['a group without members', 'guarded-by-nobody', 'default/empty has no'],
    ['a group that is gone', 'guarded-by-nothing', 'default/gone is not in'],
    [
      'nobody but the initiator’s other self',
      'guarded-by-oneself',
      'besides you there are only 0',
    ],
  ])('is refused when it would wait for %s', async (_, action, reason) => {
    await within(async house => {
      const { body } = await house.as('ada').start(of(action)).expect(409);
      expect(body.error.message).toContain(reason);
      expect(house.recorded.at(-1)).toMatchObject({
        eventId: 'run-start',
        outcome: 'failed',
      });
    });
  });

  it('must say why where the action wants to know', async () => {
    await within(async house => {
      const ada = house.as('ada');
      const action = of('guarded-with-reason');
      const { body } = await ada.start(action).expect(400);
      expect(body.error.fields).toMatchObject([{ path: '/reason' }]);
      await ada.start({ ...action, reason: 'Because' }).expect(201);
    });
  });

  it('starts at once what needs none, and says why', async () => {
    await within(async house => {
      const ada = house.as('ada');
      const free = await ada.start(of('guarded-for-root')).expect(201);
      expect(free.body.status).toBe('running');
      const page = await ada.get(`/runs/${free.body.id}`);
      expect(page.body.approval).toMatchObject({ required: false });
      const input = { name: 'root' };
      const held = await ada.start({ ...of('guarded-for-root'), input });
      expect(held.body.status).toBe('waiting-for-approval');
    });
  });

  it('is the same run when it is sent again, with another reason another', async () => {
    await within(async house => {
      const request = { ...aStart(), ...of('guarded'), reason: 'First' };
      const ada = house.as('ada');
      const first = await ada.post('/runs', request).expect(201);
      const again = await ada.post('/runs', request).expect(200);
      expect(again.body.id).toBe(first.body.id);
      await ada.post('/runs', { ...request, reason: 'Other' }).expect(409);
    });
  });

  it('offers what will be asked', async () => {
    await within(async house => {
      const { body } = await house
        .as('ada')
        .get('/actions?entityRef=component:default/payments-api');
      const offered = Object.fromEntries(
        body.items.map((item: { ref: string; approval?: object }) => [
          item.ref,
          item.approval,
        ]),
      );
      expect(offered['action:default/greet']).toBeUndefined();
      expect(offered['action:default/guarded-by-two']).toEqual({
        who: ['group:default/security'],
        quorum: 2,
        deadline: { days: 7 },
        reasonRequired: false,
        demanded: false,
      });
      expect(offered['action:default/guarded-for-root']).toMatchObject({
        when: { 'input.name': 'root' },
      });
    });
  });

  it('can’t be made easier by an action than configuration demands', async () => {
    const demand = {
      targets: { kind: 'component' },
      approvers: ['group:default/many'],
      quorum: 3,
      deadline: { hours: 1 },
      reasonRequired: true,
    };
    await within(
      async house => {
        const ada = house.as('ada');
        await ada.start().expect(400);
        const { body } = await ada.start({ reason: 'Now' }).expect(201);
        expect(body.status).toBe('waiting-for-approval');
        const offered = await ada.get(
          '/actions?entityRef=component:default/payments-api',
        );
        for (const { approval } of offered.body.items) {
          expect(approval).toEqual({
            who: ['group:default/many'],
            quorum: 3,
            deadline: { hours: 1 },
            reasonRequired: true,
            demanded: true,
          });
        }
      },
      [demand],
    );
  });
});
