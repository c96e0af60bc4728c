import type { WorkflowHandle } from '@temporalio/client';
import { ActivityFailure } from '@temporalio/common';
import { UNVERIFIED_MEMO } from 'backstage-plugin-temporal-common';
import { signedByAnother, unsigned } from './__fixtures__/forgery';
import { aHouse, type House } from './__fixtures__/house';
import { keepHistory } from './__fixtures__/keepHistory';
import { statementHeader, type SignedRun } from './testing';

const nobody = { workflow: 'nobody', activity: 'nobody' };
const nobodyAtAll = { ...nobody, local: 'nobody', child: nobody };

describe('on a worker that marks, a workflow that was not admitted', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse({
      unadmitted: 'mark',
    });
  }, 60_000);
  afterAll(() => house.close());

  /** Starts one around the backend, with labels that claim what they like. */
  const startedByAnybody = (workflowType: string, input: object = {}) =>
    house.temporal.client.workflow.start(workflowType, {
      taskQueue: house.taskQueue,
      workflowId: `around-${workflowType}-${Math.random()}`,
      args: [input],
      memo: { initiator: 'user:default/ada' },
    });

  const markOf = async (run: WorkflowHandle) =>
    (await run.describe()).memo?.[UNVERIFIED_MEMO];

  /** What a run failed of, in the workflow's own code or an activity's. */
  const reasonOfEnd = async (run: WorkflowHandle) => {
    const failure: Error = await run.result().catch(error => error.cause);
    return failure instanceof ActivityFailure ? failure.cause : failure;
  };

  it('runs, and nothing in it or below it looks verified', async () => {
    const run = await startedByAnybody('whoIfAnybody');

    await expect(run.result()).resolves.toEqual(nobodyAtAll);
    await expect(markOf(run)).resolves.toMatch(/^This workflow was started wi/);
    await keepHistory(run, 'marked');
  }, 30_000);

  it('stays so when it continues as new', async () => {
    const run = await startedByAnybody('continuedByAnybody', { times: 1 });

    await expect(run.result()).resolves.toEqual(nobody);
    await expect(markOf(run)).resolves.toContain('without a statement');
    await keepHistory(run, 'marked-continued');
  }, 30_000);

  it.each([
    [
      'the header is no statement',
      () => ({ 'temporal-io-statement': { data: new Uint8Array([1]) } }),
      'holds no statement',
    ],
    [
      'somebody else signed its statement',
      async ({ statement }: SignedRun) =>
        statementHeader(await signedByAnother(statement)),
      'not one the backend signed',
    ],
    [
      'nobody signed its statement',
      ({ statement }: SignedRun) => statementHeader(unsigned(statement)),
      'not one the backend signed',
    ],
    [
      'its statement is another run’s',
      async () => {
        const other = await house.backend.sign({ workflowType: 'whoAmI' });
        return statementHeader(other.statement);
      },
      'The statement of this workflow is not its own',
    ],
    [
      'the backend refuses it',
      ({ runId, statement }: SignedRun) => {
        const over = { status: 409, message: 'The start-by time is over' };
        house.backend.refuse(runId, over);
        return statementHeader(statement);
      },
      'The start-by time is over',
    ],
  ])(
    'is marked with the reason when %s',
    async (_, headersOf, reason) => {
      const signed = await house.backend.sign({ workflowType: 'whoIfAnybody' });
      const run = await house.start(signed, {
        headers: await headersOf(signed),
      });

      await expect(run.result()).resolves.toEqual(nobodyAtAll);
      await expect(markOf(run)).resolves.toContain(reason);
    },
    30_000,
  );

  it.each(['whoAmI', 'onlyTheActivityAsks'])(
    'ends when its code must know who asked (%s)',
    async workflowType => {
      const run = await startedByAnybody(workflowType);

      await expect(reasonOfEnd(run)).resolves.toMatchObject({
        type: 'UnverifiedRun',
        nonRetryable: true,
        message: expect.stringMatching(
          /^This run is unverified: .* without a statement/,
        ),
      });
      await keepHistory(run, `marked-${workflowType}`);
    },
    30_000,
  );

  it.each(['effectIfAllowed', 'effectIfAllowedLocally'])(
    'is never allowed what must be asked for (%s)',
    async workflowType => {
      const run = await startedByAnybody(workflowType);

      await expect(reasonOfEnd(run)).resolves.toMatchObject({
        type: 'NotAllowedError',
        nonRetryable: true,
        message: expect.stringContaining('nobody may do "leave-mark"'),
      });
      expect(house.marks).toEqual([]);
      await keepHistory(run, `marked-${workflowType}`);
    },
    30_000,
  );

  it('takes signals and queries', async () => {
    const run = await startedByAnybody('untilTold');
    await run.signal('tell', 'hello');

    await expect(run.result()).resolves.toEqual(['hello']);
    await expect(run.query('peek')).resolves.toEqual(['hello']);
  }, 30_000);

  it.each(['activityElsewhere', 'childElsewhere'])(
    'is refused by a worker that refuses (%s)',
    async workflowType => {
      const taskQueue = 'strict';
      const strict = await house.worker({ taskQueue });
      const run = await startedByAnybody(workflowType, { taskQueue });

      await expect(strict.runUntil(() => run.result())).rejects.toMatchObject({
        cause: { cause: { type: 'AdmissionRefused', nonRetryable: true } },
      });
    },
    30_000,
  );

  it('is not one whose admission is still awaited', async () => {
    await house.backend.close();
    const run = await house.run({ workflowType: 'whoIfAnybody' });
    await new Promise(resolve => setTimeout(resolve, 1_500));
    await expect(markOf(run)).resolves.toBeUndefined();

    await house.backend.listen();

    const ada = { kind: 'user', entityRef: 'user:default/ada' };
    const known = { workflow: ada, activity: ada };
    await expect(run.result()).resolves.toEqual({
      ...known,
      local: ada,
      child: known,
    });
    await expect(markOf(run)).resolves.toBeUndefined();
  }, 30_000);
});
