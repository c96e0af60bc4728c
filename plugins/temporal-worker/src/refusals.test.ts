import type { WorkflowHandle } from '@temporalio/client';
import {
  altered,
  signedByAnother,
  signedSymmetrically,
  unsigned,
} from './__fixtures__/forgery';
import { aHouse, type House } from './__fixtures__/house';
import { keepHistory } from './__fixtures__/keepHistory';
import { statementHeader } from './testing';

describe('a worker refuses, before anything takes effect,', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse();
  }, 60_000);
  afterAll(() => house.close());

  /** How a run ended, and what it had done until then. */
  const outcomeOf = async (run: WorkflowHandle) => {
    const failure: unknown = await run.result().catch(error => error.cause);
    return { failure, marks: [...house.marks] };
  };

  const refusal = (reason: string) => ({
    marks: [],
    failure: {
      type: 'AdmissionRefused',
      nonRetryable: true,
      message: expect.stringContaining(reason),
    },
  });

  it('a workflow that a bare client started', async () => {
    const run = await house.temporal.client.workflow.start('effect', {
      taskQueue: house.taskQueue,
      workflowId: 'started-by-a-bare-client',
      args: [{}],
      memo: { initiator: 'user:default/ada' },
    });

    await expect(outcomeOf(run)).resolves.toMatchObject(
      refusal('Start it from the catalog'),
    );
    await expect(run.query('peek')).rejects.toThrow('not admitted');
    await keepHistory(run, 'refused-without-statement');
  });

  it('a header that holds something else', async () => {
    const signed = await house.backend.sign({ workflowType: 'effect' });
    const run = await house.start(signed, {
      headers: {
        'temporal-io-statement': { data: new Uint8Array([1, 2, 3]) },
      },
    });

    await expect(outcomeOf(run)).resolves.toMatchObject(
      refusal('holds no statement'),
    );
  });

  it.each([
    ['signed by another under a known key id', signedByAnother, 'signature'],
    [
      'signed with a key that is not published',
      (statement: string) => signedByAnother(statement, 'another-key'),
      'a key the backend does not publish',
    ],
    ['signed symmetrically', signedSymmetrically, '"alg"'],
    ['not signed', unsigned, '"alg"'],
    ['altered after it was signed', altered, 'signature'],
    ['that is only noise', () => 'noise', 'Invalid Compact JWS'],
  ])('a statement %s', async (_, forge, reason) => {
    const signed = await house.backend.sign({ workflowType: 'effect' });
    const forged = await forge(signed.statement);
    const run = await house.start(signed, { headers: statementHeader(forged) });

    await expect(outcomeOf(run)).resolves.toMatchObject(refusal(reason));
  });

  it('another input than was signed', async () => {
    const run = await house.start(
      await house.backend.sign({ workflowType: 'effect', input: { to: '1' } }),
      { args: [{ to: '2' }] },
    );

    await expect(outcomeOf(run)).resolves.toMatchObject(
      refusal('another input'),
    );
  });

  it('a second argument beside the signed one', async () => {
    const run = await house.start(
      await house.backend.sign({ workflowType: 'effect' }),
      { args: [{}, { force: true }] },
    );

    await expect(outcomeOf(run)).resolves.toMatchObject(
      refusal('one argument'),
    );
  });

  it('another workflow type than was signed', async () => {
    const run = await house.start(
      await house.backend.sign({ workflowType: 'whoAmI' }),
      { workflowType: 'effect' },
    );

    await expect(outcomeOf(run)).resolves.toMatchObject(
      refusal('signed for workflow whoAmI'),
    );
  });

  it('the statement of another run', async () => {
    const run = await house.start(
      await house.backend.sign({ workflowType: 'effect' }),
      { workflowId: 'another-run' },
    );

    await expect(outcomeOf(run)).resolves.toMatchObject(
      refusal('this is another-run'),
    );
  });

  it('the statement of another namespace', async () => {
    const signed = await house.backend.sign({
      workflowType: 'effect',
      namespace: 'elsewhere',
    });
    const run = await house.start({ ...signed, namespace: 'default' });

    await expect(outcomeOf(run)).resolves.toMatchObject(
      refusal('signed for namespace elsewhere'),
    );
  });

  it('a run that the backend does not admit, with its reason', async () => {
    const signed = await house.backend.sign({ workflowType: 'effect' });
    house.backend.refuse(signed.runId, {
      status: 409,
      message: 'The start-by time is over',
    });

    const run = await house.start(signed);
    await expect(outcomeOf(run)).resolves.toMatchObject(
      refusal('The start-by time is over'),
    );
    await keepHistory(run, 'refused-by-backend');
  });

  it('no run for the worker’s own missing rights: it waits', async () => {
    const signed = await house.backend.sign({ workflowType: 'effect' });
    const mayNot = { status: 403, message: 'This worker is not bound' };
    house.backend.refuse(signed.runId, mayNot);
    const run = await house.start(signed);
    await new Promise(resolve => setTimeout(resolve, 1_500));
    expect((await run.describe()).status.name).toBe('RUNNING');

    const over = { status: 409, message: 'The run is over' };
    house.backend.refuse(signed.runId, over);
    await expect(outcomeOf(run)).resolves.toMatchObject(
      refusal('The run is over'),
    );
  });

  it('a finished run that is started again under its own id', async () => {
    const signed = await house.backend.sign({ workflowType: 'whoAmI' });
    await (await house.start(signed)).result();

    await expect(outcomeOf(await house.start(signed))).resolves.toMatchObject(
      refusal('already admitted'),
    );
  });
});
