import { DefaultLogger, type LogEntry } from '@temporalio/worker';
import { aHouse, type House } from './__fixtures__/house';
import { resetTo } from './__fixtures__/resetTo';

describe('the log lines', () => {
  const lines: LogEntry[] = [];
  let house: House;
  beforeAll(async () => {
    house = await aHouse({
      unadmitted: 'mark',
      logger: new DefaultLogger('INFO', line => lines.push(line)),
    });
  }, 60_000);
  afterAll(() => house.close());

  const said = (message: string) =>
    lines
      .filter(line => line.message.startsWith(message))
      .map(({ level, meta }) => ({ level, ...meta }));

  it('of an admitted run, its activities and children say whose it is', async () => {
    const run = await house.run({ workflowType: 'greetInTheLog' });
    await run.result();

    const whose = {
      level: 'INFO',
      run: run.workflowId,
      initiator: 'user:default/ada',
      target: 'component:default/payments-api',
    };
    const from = (workflowType: string) => ({ ...whose, workflowType });
    expect(said('Hello from a workflow')).toMatchObject([
      from('greetInTheLog'),
      from('greetAsAChild'),
    ]);
    expect(said('Hello from an activity')).toMatchObject([whose, whose]);
    expect(said('This workflow was not admitted')).toEqual([]);
  }, 30_000);

  it('of any other run say that it is unverified, and warn of it', async () => {
    lines.length = 0;
    await house.temporal.client.workflow.execute('greetInTheLog', {
      taskQueue: house.taskQueue,
      workflowId: 'started-by-anybody',
      memo: { initiator: 'user:default/ada' },
    });

    for (const line of [
      ...said('Hello from a workflow'),
      ...said('Hello from an activity'),
    ]) {
      expect(line).toMatchObject({ unverified: true });
      expect(line).not.toHaveProperty('initiator');
    }
    expect(said('Hello from')).toHaveLength(4);
    expect(said('This workflow was not admitted')).toMatchObject([
      { level: 'WARN', workflowId: 'started-by-anybody', unverified: true },
      { level: 'WARN', workflowType: 'greetAsAChild', unverified: true },
    ]);
    expect(said('This activity runs unverified')).toEqual([]);
  }, 30_000);

  it('of an activity whose statement is refused warn of it', async () => {
    const run = await house.run({ workflowType: 'effectsAroundTelling' });
    await run.signal('tell', 'go on');
    await run.result();
    const over = { status: 409, message: 'The run is over' };
    house.backend.refuse(run.workflowId, over);
    await (await resetTo('second', house.temporal, run)).result();

    const [line] = said('This activity runs unverified');
    expect(line).toMatchObject({
      level: 'WARN',
      unverified: true,
      workflowId: run.workflowId,
    });
  }, 30_000);
});
