import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { aHouse } from '../__testUtils__/aHouse';
import { anAction, anEntity, entities } from '../__testUtils__/people';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const PAYMENTS = 'group:default/payments';
const ORDERS = 'group:default/orders';
const TARGET = 'component:default/moving';

const config = {
  namespaces: [
    { owner: PAYMENTS, namespace: 'payments' },
    { owner: ORDERS, namespace: 'orders' },
  ],
  taskQueues: [
    {
      owner: PAYMENTS,
      namespaces: ['payments', 'orders', 'pinned'],
      queues: ['payments'],
    },
  ],
};

/** Somebody who belongs to both teams asks, so that ownership alone changes. */
const both = anEntity('User:bea', {}, { memberOf: [PAYMENTS, ORDERS] });

const moving = (owner: string) =>
  anEntity('Component:moving', {}, { ownedBy: [owner] });

describe('two teams in two namespaces', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;
  let owned: Entity[];

  beforeAll(async () => {
    temporal = await startTemporal();
    const catalog = catalogServiceMock.mock();
    const all = () => [
      ...entities,
      both,
      anAction('pinned', { namespace: 'pinned' }),
      anAction('far-away', { namespace: 'payments', cluster: 'nowhere' }),
      ...owned,
    ];
    const now = () => catalogServiceMock({ entities: all() });
    catalog.getEntities.mockImplementation((...of) => now().getEntities(...of));
    catalog.getEntityByRef.mockImplementation((...of) =>
      now().getEntityByRef(...of),
    );
    catalog.getEntitiesByRefs.mockImplementation((...of) =>
      now().getEntitiesByRefs(...of),
    );
    owned = [moving(PAYMENTS)];
    house = await aHouse({
      address: temporal.address,
      catalog,
      temporal: config,
    });
  });

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
  });

  /** A namespace that was made just now is not known to all of Temporal yet. */
  const start = async (rest: object = {}) => {
    const request = { entityRef: TARGET, ...rest };
    for (let tries = 0; tries < 40; tries += 1) {
      const asked = await house.as('bea').start(request);
      if (asked.status !== 503) return asked;
      await sleep(500);
      await house.prepare();
    }
    throw new Error('Temporal never took the start');
  };

  const isOpenIn = async (namespace: string, workflowId: string) => {
    const { workflowService } = temporal.connection;
    const { workflowExecutionInfo } =
      await workflowService.describeWorkflowExecution({
        namespace,
        execution: { workflowId },
      });
    return workflowExecutionInfo?.status === 1;
  };

  const detail = async (runId: string) =>
    (await house.as('bea').get(`/runs/${runId}`).expect(200)).body;

  it('have their runs apart, and a run stays where it is when ownership moves', async () => {
    owned = [moving(PAYMENTS)];
    const before = (await start()).body;
    owned = [moving(ORDERS)];
    const after = (await start()).body;
    expect(await isOpenIn('payments', before.id)).toBe(true);
    expect(await isOpenIn('orders', after.id)).toBe(true);
    expect(await detail(before.id)).toMatchObject({
      cluster: 'default',
      namespace: 'payments',
    });
    expect((await detail(after.id)).namespace).toBe('orders');
    // What is done to it finds it where it is.
    const stopped = await house
      .as('bea')
      .post(`/runs/${before.id}/terminate`, { reason: 'Moved' });
    expect(stopped.body).toMatchObject({ status: 'terminated' });
  });

  it('are both caught up with, though only one is still configured for the target', async () => {
    owned = [moving(PAYMENTS)];
    const one = (await start()).body;
    owned = [moving(ORDERS)];
    const other = (await start()).body;
    for (const [namespace, { id }] of [
      ['payments', one],
      ['orders', other],
    ] as const) {
      await temporal.connection.workflowService.terminateWorkflowExecution({
        namespace,
        workflowExecution: { workflowId: id },
      });
    }
    await house.reconcile();
    expect((await detail(one.id)).status).toBe('terminated');
    expect((await detail(other.id)).status).toBe('terminated');
  });

  it('do not hold an action that is pinned to a namespace of its own', async () => {
    const { body, status } = await start({ action: 'action:default/pinned' });
    expect([status, body.error?.message]).toEqual([201, undefined]);
    expect((await detail(body.id)).namespace).toBe('pinned');
  });

  it('start nothing on a cluster that is not configured', async () => {
    const action = 'action:default/far-away';
    const { body, status } = await start({ action });
    expect(status).toBe(403);
    expect(body.error.message).toContain('cluster nowhere');
  });
});
