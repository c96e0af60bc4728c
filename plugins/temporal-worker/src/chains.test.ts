import type { WorkflowHandle } from '@temporalio/client';
import { endOfTask } from './__fixtures__/endOfTask';
import { aHouse, type House } from './__fixtures__/house';
import { keepHistory } from './__fixtures__/keepHistory';
import { statementHeader } from './testing';

const ada = { kind: 'user', entityRef: 'user:default/ada' } as const;
const target = { entityRef: 'component:default/payments-api' };
const known = {
  workflow: { initiator: ada, target },
  activity: { initiator: ada, target },
};

describe('an admitted run goes on as the same run', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse();
  }, 60_000);
  afterAll(() => house.close());

  const childrenOf = async (run: WorkflowHandle) => {
    const { events } = await run.fetchHistory();
    return (events ?? []).flatMap(event => {
      const started = event.childWorkflowExecutionStartedEventAttributes;
      const { workflowId } = started?.workflowExecution ?? {};
      return workflowId
        ? [house.temporal.client.workflow.getHandle(workflowId)]
        : [];
    });
  };

  const aChildLeftBehind = async () => {
    const run = await house.run({ workflowType: 'leaveAChildBehind' });
    const child = house.temporal.client.workflow.getHandle(await run.result());
    await endOfTask('first', child);
    return { runId: run.workflowId, child };
  };

  it('in children of its children', async () => {
    const run = await house.run({
      workflowType: 'generations',
      input: { left: 2 },
    });

    await expect(run.result()).resolves.toEqual([known, known, known]);
    const [child] = await childrenOf(run);
    await keepHistory(child, 'child');
  }, 30_000);

  it('in a child that continues as new', async () => {
    const run = await house.run({
      workflowType: 'repeatInAChild',
      input: { times: 2 },
    });

    await expect(run.result()).resolves.toEqual({
      runId: run.workflowId,
      activity: known.activity,
    });
    const [child] = await childrenOf(run);
    await keepHistory(child, 'child-repeat');
  }, 30_000);

  it('in a child that outlives the workflow, as long as the run is open', async () => {
    const [open, over] = await Promise.all([
      aChildLeftBehind(),
      aChildLeftBehind(),
    ]);
    house.backend.refuse(over.runId, {
      status: 409,
      message: 'The run is over',
    });
    await open.child.signal('tell', 'go on');
    await over.child.signal('tell', 'go on');

    await expect(open.child.result()).resolves.toEqual(known);
    await expect(over.child.result()).rejects.toMatchObject({
      cause: { cause: { type: 'AdmissionRefused' } },
    });
  }, 30_000);

  it('when Temporal tries a child of it again', async () => {
    const run = await house.run({ workflowType: 'retryAChild' });

    await expect(run.result()).resolves.toEqual(known);
  }, 30_000);

  it('when Temporal tries the whole workflow again', async () => {
    const run = await aRunWithRetry('onlyTheSecondTry');

    await expect(run.result()).resolves.toEqual(known);
    await keepHistory(run, 'second-try');
  }, 30_000);

  // The backend starts none with a retry policy; others may come to do so.
  async function aRunWithRetry(workflowType: string) {
    const { runId, statement } = await house.backend.sign({ workflowType });
    const { client, connection } = house.temporal;
    await connection.workflowService.startWorkflowExecution({
      namespace: 'default',
      workflowId: runId,
      requestId: runId,
      workflowType: { name: workflowType },
      taskQueue: { name: house.taskQueue },
      header: { fields: statementHeader(statement) },
      retryPolicy: { maximumAttempts: 2 },
    });
    return client.workflow.getHandle(runId);
  }
});
