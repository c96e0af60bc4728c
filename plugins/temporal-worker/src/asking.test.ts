import type { WorkflowHandle } from '@temporalio/client';
import { answerRefusals } from 'backstage-plugin-temporal-common';
import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import { aHouse, type House } from './__fixtures__/house';
import { keepHistory } from './__fixtures__/keepHistory';
import { until } from './__fixtures__/until';
import { giveAnswer, type TestAnswer, type TestRun } from './testing';

const NINA = 'user:default/nina';
const SOFIA = 'user:default/sofia';

describe('a run that asks', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse();
  }, 60_000);
  afterAll(() => house.close());

  /** A run that has opened its question. */
  async function asking(run: TestRun): Promise<WorkflowHandle> {
    const handle = await house.run(run);
    const { workflowId } = handle;
    await until(() => house.backend.questionsOf(workflowId).length > 0);
    return handle;
  }

  const saying = (
    { workflowId }: WorkflowHandle,
    changed: Partial<TestAnswer> = {},
  ): TestAnswer => ({
    ...{ runId: workflowId, question: 'choose', by: NINA },
    answer: { choice: 'left' },
    ...changed,
  });

  async function give(given: TestAnswer) {
    const statement = await house.backend.signAnswer(given);
    return giveAnswer(house.temporal.connection, given, statement);
  }

  /** The type of the refusal, or what was counted. */
  const told = (giving: Promise<unknown>) =>
    giving.catch(error => error.cause?.type ?? String(error));

  it('goes on with the answer, and knows who gave it', async () => {
    const run = await asking({ workflowType: 'askOnce', input: {} });
    expect(await give(saying(run))).toEqual({
      ...{ given: 1, quorum: 1, outcome: 'answered' },
    });
    await expect(run.result()).resolves.toEqual({
      ...{ answer: { choice: 'left' }, by: [NINA], outcome: 'answered' },
    });
    expect(house.backend.questionsOf(run.workflowId)).toMatchObject([
      { key: 'choose', outcome: 'answered', asked: { who: { owners: true } } },
    ]);
    await keepHistory(run, 'askOnce-answered');
  });

  it('waits until as many people as it takes say the same', async () => {
    const run = await asking({ workflowType: 'askOnce', input: { quorum: 2 } });
    const other = { answer: { choice: 'right' }, by: SOFIA };
    expect(await give(saying(run))).toEqual({ given: 1, quorum: 2 });
    expect(await give(saying(run, other))).toEqual({ given: 1, quorum: 2 });
    expect(await told(give(saying(run, { by: NINA.toUpperCase() })))).toBe(
      answerRefusals.repeated,
    );
    const third = saying(run, { by: 'user:default/bo' });
    expect(await give(third)).toMatchObject({ outcome: 'answered' });
    await expect(run.result()).resolves.toMatchObject({
      answer: { choice: 'left' },
      by: [NINA, 'user:default/bo'],
    });
    await keepHistory(run, 'askOnce-quorum');
  });

  it('asks several things at once', async () => {
    const run = await asking({ workflowType: 'askTwo' });
    await until(() => house.backend.questionsOf(run.workflowId).length === 2);
    await give(saying(run, { question: 'second' }));
    await give(saying(run, { question: 'first', by: SOFIA }));
    await expect(run.result()).resolves.toMatchObject({
      both: [{ by: [SOFIA] }, { by: [NINA] }],
      answers: [{ by: SOFIA }, { by: NINA }],
    });
    await keepHistory(run, 'askTwo');
  });

  it('goes on without an answer when its time is over, or fails', async () => {
    const otherwise = { choice: 'back' };
    const input = { deadlineMs: 800, otherwise };
    const on = await asking({ workflowType: 'askOnce', input });
    await expect(on.result()).resolves.toEqual({
      ...{ answer: otherwise, by: [], outcome: 'expired' },
    });
    await keepHistory(on, 'askOnce-expired');
    const fails = await asking({
      workflowType: 'askOnce',
      input: { deadlineMs: 800 },
    });
    await expect(fails.result()).rejects.toMatchObject({
      cause: { type: 'QuestionExpired' },
    });
    expect(house.backend.questionsOf(fails.workflowId)[0].outcome).toBe(
      'expired',
    );
    expect(await told(give(saying(fails)))).toContain('already completed');
  });

  it('closes its question when it is cancelled', async () => {
    const run = await asking({ workflowType: 'askOnce', input: {} });
    await run.cancel();
    await expect(run.result()).rejects.toThrow();
    expect(house.backend.questionsOf(run.workflowId)[0].outcome).toBe(
      'cancelled',
    );
    await keepHistory(run, 'askOnce-cancelled');
  });

  it.each([
    ['askTwice', 'was asked before in this run'],
    ['askAndContinue', 'can not continue as new while it asks'],
  ])('%s is told that %s', async (workflowType, words) => {
    const run = await house.run({ workflowType });
    await expect(run.result()).rejects.toMatchObject({
      cause: { message: expect.stringContaining(words) },
    });
  });

  it('waits to ask while the backend is away', async () => {
    const signed = await house.backend.sign({
      workflowType: 'askOnce',
      input: {},
    });
    const run = await house.start(signed);
    await until(() => house.backend.questionsOf(signed.runId).length > 0);
    await house.backend.close();
    const answering = house.backend
      .signAnswer(saying(run))
      .then(jws => giveAnswer(house.temporal.connection, saying(run), jws));
    await house.backend.listen();
    await expect(answering).resolves.toMatchObject({ outcome: 'answered' });
    await run.result();
    await until(
      () => house.backend.questionsOf(signed.runId)[0].outcome === 'answered',
    );
  });

  it('counts an answer whose key could not be had for long, also when it is given again', async () => {
    const run = await asking({ workflowType: 'askOnce', input: {} });
    await house.backend.rotateKey();
    const statement = await house.backend.signAnswer(saying(run));
    await house.backend.close();
    const { connection } = house.temporal;
    const answering = told(giveAnswer(connection, saying(run), statement));
    // Longer than any try of a local activity may take.
    await new Promise(resolve => setTimeout(resolve, 35_000));
    await house.backend.listen();
    const decided = { given: 1, quorum: 1, outcome: 'answered' };
    await expect(answering).resolves.toEqual(decided);
    await expect(give(saying(run))).resolves.toEqual(decided);
    await run.result();
  }, 90_000);

  it('tells whose answer could not be verified that its time is over', async () => {
    const input = { deadlineMs: 4_000, otherwise: { choice: 'back' } };
    const run = await asking({ workflowType: 'askOnce', input });
    await house.backend.rotateKey();
    const statement = await house.backend.signAnswer(saying(run));
    await house.backend.close();
    const { connection } = house.temporal;
    const answering = told(giveAnswer(connection, saying(run), statement));
    await expect(answering).resolves.toBe(answerRefusals.closed);
    await house.backend.listen();
    await expect(run.result()).resolves.toMatchObject({ outcome: 'expired' });
  }, 30_000);

  describe('takes no answer', () => {
    let run: WorkflowHandle;
    let other: WorkflowHandle;
    beforeAll(async () => {
      run = await asking({ workflowType: 'askOnce', input: { quorum: 2 } });
      other = await asking({ workflowType: 'askOnce', input: {} });
    });
    afterAll(async () => {
      await Promise.all([run.terminate(), other.terminate()]);
    });

    it.each([
      ['without a statement', async () => ''],
      ['that is noise', async () => 'a.b.c'],
      [
        'with the statement of another run',
        async () => house.backend.signAnswer(saying(other)),
      ],
      [
        'with the statement of another question',
        async () => house.backend.signAnswer(saying(run, { question: 'x' })),
      ],
      [
        'that is not the one that was signed',
        async () => house.backend.signAnswer(saying(run, { answer: {} })),
      ],
      [
        'with a statement that has expired',
        async () => house.backend.signAnswer(saying(run), -1),
      ],
      [
        'with a verdict, which only an approval has',
        async () =>
          house.backend.signAnswer(saying(run, { verdict: 'approve' })),
      ],
      [
        'that somebody else signed',
        async () => {
          const { privateKey } = await generateKeyPair('ES256');
          const jws = await house.backend.signAnswer(saying(run));
          return new SignJWT(decodeJwt(jws))
            .setProtectedHeader({
              ...{ alg: 'ES256', typ: 'answer-statement+jwt' },
              kid: 'test-key-0',
            })
            .sign(privateKey);
        },
      ],
    ])('%s', async (_, forge) => {
      const statement = await forge();
      const { connection } = house.temporal;
      const giving = giveAnswer(connection, saying(run), statement);
      expect(await told(giving)).toBe(answerRefusals.statement);
    });

    it('to what it does not ask', async () => {
      const given = saying(run, { question: 'elsewhere' });
      expect(await told(give(given))).toBe(answerRefusals.closed);
    });

    it('and counts none of these', async () => {
      const honest = saying(run, { by: SOFIA });
      expect(await give(honest)).toEqual({ given: 1, quorum: 2 });
    });
  });
});
