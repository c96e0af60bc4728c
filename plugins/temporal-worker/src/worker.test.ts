import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { aBundle, aHouse, type House } from './__fixtures__/house';
import { startRun } from './testing';
import { bundleActionWorkflows, createActionWorker } from './worker';

describe('createActionWorker', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse();
  }, 60_000);
  afterAll(() => house.close());

  const options = () => ({
    connection: house.temporal.nativeConnection,
    namespaces: ['default'],
    taskQueue: 'another',
    backend: house.backend.backend,
  });

  it('refuses a bundle that has no admission in it', async () => {
    const workflowBundle = await bundleWorkflowCode({
      workflowsPath: require.resolve('./__fixtures__/workflows'),
      logger: new DefaultLogger('ERROR'),
    });

    await expect(
      createActionWorker({ ...options(), workflowBundle }),
    ).rejects.toThrow('build it with bundleActionWorkflows');
  });

  it('refuses a workflow that would open secrets itself, and says so', async () => {
    const said: string[] = [];
    const bundling = bundleActionWorkflows({
      workflowsPath: require.resolve('./__fixtures__/openingWorkflows'),
      logger: new DefaultLogger('ERROR', ({ message }) => said.push(message)),
    });

    await expect(bundling).rejects.toThrow();
    expect(said.join()).toContain('open secrets in an activity');
    expect(said.join()).toContain('openingWorkflows.ts is workflow code');
  }, 60_000);

  it('refuses an activity that takes the place of admission', async () => {
    await expect(
      createActionWorker({
        ...options(),
        workflowBundle: await aBundle(),
        activities: { admit: async () => ({}) },
      }),
    ).rejects.toThrow('give your activity another name');
  });

  it('asks for its token at each call, and waits until it is good', async () => {
    const { token } = house.backend.backend;
    const tokens = ['wrong', 'two words', token];
    const worker = await createActionWorker({
      ...options(),
      workflowBundle: await aBundle(),
      backend: {
        ...house.backend.backend,
        token: async () => tokens.shift() ?? token,
      },
    });
    const run = await startRun({
      connection: house.temporal.connection,
      taskQueue: 'another',
      run: await house.backend.sign({ workflowType: 'whoAmI' }),
    });

    await expect(worker.runUntil(() => run.result())).resolves.toMatchObject({
      initiator: { entityRef: 'user:default/ada' },
    });
    expect(tokens).toEqual([]);
  }, 30_000);

  it('with a wrong token lets runs wait instead of failing them', async () => {
    const worker = await createActionWorker({
      ...options(),
      workflowBundle: await aBundle(),
      backend: { ...house.backend.backend, token: 'wrong' },
    });
    const run = await startRun({
      connection: house.temporal.connection,
      taskQueue: 'another',
      run: await house.backend.sign({ workflowType: 'whoAmI' }),
    });

    const status = await worker.runUntil(async () => {
      await new Promise(resolve => setTimeout(resolve, 2_000));
      return (await run.describe()).status.name;
    });

    expect(status).toBe('RUNNING');
    await run.terminate();
  }, 30_000);
});
