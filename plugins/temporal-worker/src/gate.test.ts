import {
  answerRefusals,
  approvalFailures,
  APPROVALS_HEADER,
  GATE_TASK_QUEUE,
} from 'backstage-plugin-temporal-common';
import { defaultPayloadConverter } from '@temporalio/common';
import {
  ADA,
  BO,
  GateHouse,
  outcomeOf,
  saying,
  SOFIA,
  told,
} from './__fixtures__/gateHouse';
import type { House } from './__fixtures__/house';
import { keepHistory } from './__fixtures__/keepHistory';
import { until } from './__fixtures__/until';
import {
  giveAnswer,
  startRun,
  statementHeader,
  type TestAnswer,
  type TestApproval,
} from './testing';

describe('the gate', () => {
  let gate: GateHouse;
  let house: House;

  beforeAll(async () => {
    gate = await GateHouse.start();
    house = gate.house;
  }, 90_000);
  afterAll(() => gate.stop());

  const sign = () => gate.sign();
  const requested = (terms?: Partial<TestApproval>) => gate.requested(terms);
  const give = (given: TestAnswer) => gate.give(given);

  it('lets an approved run go on as itself, under its own id', async () => {
    const run = await requested();
    const first = await run.describe();
    expect(first).toMatchObject({
      type: 'temporalGate',
      taskQueue: GATE_TASK_QUEUE,
    });
    expect(await give(saying(run, 'approve'))).toEqual({
      ...{ given: 1, quorum: 1, outcome: 'approved' },
    });
    await expect(run.result()).resolves.toEqual({ did: '3' });
    await keepHistory(
      house.temporal.client.workflow.getHandle(run.workflowId, first.runId),
      'gate-approved',
    );
    await keepHistory(run, 'gated');
    expect(house.backend.questionsOf(run.workflowId)[0].outcome).toBe(
      'approved',
    );
  });

  it('needs as many people as its terms say, each counted once', async () => {
    const run = await requested({ quorum: 2 });
    expect(await give(saying(run, 'approve'))).toEqual({ given: 1, quorum: 2 });
    const again = saying(run, 'approve', { by: SOFIA.toUpperCase() });
    expect(await told(give(again))).toBe(answerRefusals.repeated);
    await give(saying(run, 'approve', { by: BO }));
    await expect(run.result()).resolves.toEqual({ did: '3' });
  });

  it.each([
    ['rejected', 'reject', SOFIA, approvalFailures.rejected],
    ['withdrawn', 'withdraw', ADA, approvalFailures.withdrawn],
  ] as const)('ends a run that is %s', async (name, verdict, by, type) => {
    const run = await requested();
    await give(saying(run, verdict, { by }));
    await expect(run.result()).rejects.toMatchObject({
      cause: { type, message: expect.stringContaining(`${by}: It is Friday`) },
    });
    expect(house.backend.questionsOf(run.workflowId)[0].outcome).toBe(name);
    await keepHistory(run, `gate-${name}`);
  });

  it('ends a run that nobody approved in time', async () => {
    const deadline = new Date(Date.now() + 1_500);
    const run = await requested({ deadline });
    expect(await outcomeOf(run)).toBe(approvalFailures.expired);
    await keepHistory(run, 'gate-expired');
  });

  it.each([
    ['the initiator’s approval', 'approve', ADA],
    ['the initiator’s, in other letters', 'approve', ADA.toUpperCase()],
    ['a withdrawal by somebody else', 'withdraw', SOFIA],
  ] as const)('does not count %s', async (_, verdict, by) => {
    const run = await requested();
    expect(await told(give(saying(run, verdict, { by })))).toBe(
      answerRefusals.statement,
    );
    await give(saying(run, 'reject', { by: BO }));
    expect(await outcomeOf(run)).toBe(approvalFailures.rejected);
  });

  it('does not count a rejection that says it approves', async () => {
    const run = await requested();
    const odd = saying(run, 'reject', { answer: { decision: 'approve' } });
    expect(await told(give(odd))).toBe(answerRefusals.statement);
    await run.terminate();
  });

  it('can’t be gone around, nor gone through with another’s approval', async () => {
    const { connection } = house.temporal;
    const around = await sign();
    const direct = await startRun({
      connection,
      taskQueue: house.taskQueue,
      run: { ...around, approval: undefined },
    });
    expect(await outcomeOf(direct)).toBe('AdmissionRefused');
    const approved = await requested();
    const statement = await house.backend.signAnswer(
      saying(approved, 'approve'),
    );
    const stolen = await sign();
    const headers = {
      ...statementHeader(stolen.statement),
      [APPROVALS_HEADER]: defaultPayloadConverter.toPayload([statement]),
    };
    const through = await startRun({
      connection,
      taskQueue: house.taskQueue,
      run: { ...stolen, approval: undefined },
      replace: { headers },
    });
    expect(await outcomeOf(through)).toBe('AdmissionRefused');
    await approved.terminate();
  });

  it('loses nothing while no worker serves it', async () => {
    await gate.close();
    const run = await house.start(await sign());
    const given = saying(run, 'approve');
    const statement = await house.backend.signAnswer(given);
    const giving = giveAnswer(house.temporal.connection, given, statement);
    const early = told(giving);
    await gate.open();
    // It came before the run was admitted, so it may be given again.
    expect(await early).toBe('AdmissionRefused');
    await until(() => house.backend.questionsOf(run.workflowId).length > 0);
    await give(given);
    await expect(run.result()).resolves.toEqual({ did: '3' });
  });

  it.each([1, 2, 3])(
    'decides once, however many answer at once (%i)',
    async quorum => {
      const run = await requested({ quorum });
      const people = Array.from({ length: 40 }, (_, i) => `user:default/p${i}`);
      const answers: string[] = [];
      const next = async (): Promise<void> => {
        const by = people.pop();
        if (!by) return;
        const verdict = Number(by.slice(14)) % 5 === 0 ? 'reject' : 'approve';
        answers.push(
          await told(
            give(saying(run, verdict, { by })).then(
              receipt => receipt.outcome ?? 'counted',
            ),
          ),
        );
        await next();
      };
      await Promise.all(Array.from({ length: 5 }, next));
      const outcome = await outcomeOf(run);
      const decided = answers.filter(each =>
        ['approved', 'rejected'].includes(each),
      );
      expect(decided).toHaveLength(1);
      expect(decided[0]).toBe(
        outcome === approvalFailures.rejected ? 'rejected' : 'approved',
      );
      expect(answers).toHaveLength(40);
      const approvals = answers.filter(each => each === 'counted').length;
      expect(approvals).toBeLessThan(quorum);
    },
    30_000,
  );
});
