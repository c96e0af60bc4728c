import type { WorkerPlugin } from '@temporalio/worker';
import { aHouse, type House } from './__fixtures__/house';
import { registerNamespace } from './__fixtures__/registerNamespace';
import {
  bundleActionWorkflows,
  createGateWorker,
  gateWorkflowsPath,
} from './worker';

describe('a worker of several namespaces', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse();
    for (const namespace of ['payments', 'orders']) {
      await registerNamespace(house.temporal.connection, namespace);
    }
  }, 60_000);
  afterAll(() => house.close());

  const serving = (...namespaces: string[]) => house.worker({ namespaces });

  const report = async (namespace: string) =>
    house.run({ workflowType: 'report', namespace });

  it('runs what is admitted in each of them', async () => {
    const worker = await serving('payments', 'orders');
    const runs = [await report('payments'), await report('orders')];

    const results = await worker.runUntil(() =>
      Promise.all(runs.map(run => run.result())),
    );

    const initiator = { kind: 'user', entityRef: 'user:default/ada' };
    const told = expect.objectContaining({ initiator });
    const whole = expect.objectContaining({ activity: told, workflow: told });
    expect(results).toEqual([whole, whole]);
  }, 30_000);

  it('refuses in one of them the statement of a run in another', async () => {
    const worker = await serving('payments', 'orders');
    const signed = await house.backend.sign({
      workflowType: 'whoAmI',
      namespace: 'payments',
    });
    const copied = await house.start({ ...signed, namespace: 'orders' });

    await expect(worker.runUntil(() => copied.result())).rejects.toMatchObject({
      cause: {
        type: 'AdmissionRefused',
        message: expect.stringContaining('signed for namespace payments'),
      },
    });
  }, 30_000);

  it('serves the gate of each of them', async () => {
    const gate = await createGateWorker({
      connection: house.temporal.nativeConnection,
      namespaces: ['payments', 'orders'],
      backend: house.backend.backend,
      workflowBundle: await bundleActionWorkflows({
        workflowsPath: gateWorkflowsPath(),
      }),
    });
    const asking = async (namespace: string) => {
      const taskQueue = 'nobody';
      const approval = { taskQueue, deadline: new Date(Date.now() + 1_000) };
      const run = await house.run({
        ...{ workflowType: 'gated', namespace, approval },
      });
      return run.result().catch(error => error.cause?.type);
    };

    const outcomes = await gate.runUntil(() =>
      Promise.all([asking('payments'), asking('orders')]),
    );

    expect(outcomes).toEqual(['ApprovalExpired', 'ApprovalExpired']);
  }, 30_000);

  it('names the namespace that is not there, and lets go of the others', async () => {
    await expect(serving('payments', 'nowhere')).rejects.toThrow(
      "can't serve namespace nowhere",
    );
    await expect(serving()).rejects.toThrow('at least one namespace');
  });

  it('stops in all of them when it fails in one, and names that', async () => {
    const failing: WorkerPlugin = {
      name: 'failing',
      runWorker: async (worker, next) => {
        const running = next(worker);
        if (worker.options.namespace === 'orders') worker.shutdown();
        await running;
        if (worker.options.namespace === 'orders') throw new Error('No more');
      },
    };
    const namespaces = ['payments', 'orders'];
    const worker = await house.worker({ namespaces, plugins: [failing] });

    await expect(worker.run()).rejects.toThrow(
      "can't serve namespace orders: No more",
    );
  }, 30_000);

  it('says that it was stopped before the work was done', async () => {
    const worker = await serving('payments', 'orders');

    await expect(
      worker.runUntil(async () => {
        worker.shutdown();
        return new Promise(() => {});
      }),
    ).rejects.toThrow('before the work was done');
  }, 30_000);
});
