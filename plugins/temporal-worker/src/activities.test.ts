import { MockActivityEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { decodeJwt } from 'jose';
import { statementClaimsSchema } from 'backstage-plugin-temporal-common';
import { currentInitiator } from '.';
import { aHouse, type House } from './__fixtures__/house';
import { BackendAdmissions } from './admission/BackendAdmissions';
import { BackendClient } from './admission/BackendClient';
import { Lineage } from './activity/Lineage';
import type { ActionWorker } from './worker';

describe('an activity', () => {
  let house: House;
  let foreign: Worker;
  let foreignRunning: Promise<void>;

  beforeAll(async () => {
    house = await aHouse();
    const workflowsPath = require.resolve('./__fixtures__/foreignWorkflows');
    foreign = await Worker.create({
      connection: house.temporal.nativeConnection,
      taskQueue: 'foreign',
      workflowBundle: await bundleWorkflowCode({
        workflowsPath,
        workflowInterceptorModules: [workflowsPath],
        logger: new DefaultLogger('ERROR'),
      }),
    });
    foreignRunning = foreign.run();
  }, 60_000);

  afterAll(async () => {
    foreign.shutdown();
    await foreignRunning;
    await house.close();
  });

  const steal = (workflowId: string, statement?: string, type = 'steal') =>
    house.temporal.client.workflow.execute(type, {
      taskQueue: 'foreign',
      workflowId,
      args: [{ statement, taskQueue: house.taskQueue }],
    });

  const refusal = (reason: string) => ({
    cause: {
      cause: {
        type: 'AdmissionRefused',
        nonRetryable: true,
        message: expect.stringContaining(reason),
      },
    },
  });

  it('is refused with the statement of a run that its workflow is not part of', async () => {
    const { statement } = await house.backend.sign({ workflowType: 'effect' });

    await expect(steal('thief', statement)).rejects.toMatchObject(
      refusal('its workflow thief does not'),
    );
    expect(house.marks).toEqual([]);
  });

  it.each([['steal'], ['stealByChild']])(
    'is refused to a foreign workflow under the id of a finished run (%s)',
    async type => {
      const signed = await house.backend.sign({ workflowType: 'whoAmI' });
      await (await house.start(signed)).result();

      await expect(
        steal(signed.runId, signed.statement, type),
      ).rejects.toMatchObject(refusal('did not admit'));
      expect(house.marks).toEqual([]);
    },
  );

  it('and a child are refused alike', async () => {
    const { statement } = await house.backend.sign({ workflowType: 'effect' });

    await expect(
      steal('kidnapper', statement, 'stealByChild'),
    ).rejects.toMatchObject(refusal('a child of kidnapper'));
    expect(house.marks).toEqual([]);
  });

  it('is refused without a statement', async () => {
    await expect(steal('careless')).rejects.toMatchObject(
      refusal('without a statement'),
    );
    expect(house.marks).toEqual([]);
  });

  it('is refused with a header that is no statement', async () => {
    await expect(steal('noisy', 'noise')).rejects.toMatchObject(
      refusal('not one the backend signed'),
    );
  });

  describe('on a worker that marks', () => {
    const markers = 'markers';
    let marking: ActionWorker;
    let markingRunning: Promise<void>;

    beforeAll(async () => {
      marking = await house.worker({
        taskQueue: markers,
        unadmitted: 'mark',
      });
      markingRunning = marking.run();
    });
    afterAll(async () => {
      marking.shutdown();
      await markingRunning;
    });

    it.each([
      ['none', async () => undefined],
      ['noise', async () => 'noise'],
      [
        'another run’s',
        async () => (await house.backend.sign({ workflowType: 'x' })).statement,
      ],
    ])(
      'works for nobody, whatever statement a foreign workflow gives it: %s',
      async (kind, statement) => {
        await expect(
          house.temporal.client.workflow.execute('stealAName', {
            taskQueue: 'foreign',
            workflowId: `named-by-${kind}`,
            args: [{ statement: await statement(), taskQueue: markers }],
          }),
        ).resolves.toBe('nobody');
      },
    );
  });

  it('is refused when it was started without a workflow', async () => {
    const { statement } = await house.backend.sign({ workflowType: 'effect' });
    const claims = statementClaimsSchema.parse(decodeJwt(statement));
    const { info } = new MockActivityEnvironment().context;
    const alone = {
      info: { ...info, workflowExecution: undefined },
      client: house.temporal.client,
    };

    const client = new BackendClient(house.backend.backend);
    const lineage = new Lineage(new BackendAdmissions(client));
    await expect(
      lineage.assertBelongs(alone, { claims, statement }),
    ).rejects.toThrow('started without a workflow');
  });

  it('tells no initiator outside of a run', () => {
    expect(() => currentInitiator()).toThrow('There is no run here');
  });
});
