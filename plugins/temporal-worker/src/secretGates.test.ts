import { SEALED_ENCODING } from 'backstage-plugin-temporal-common';
import { bytesIn } from './__fixtures__/bytes';
import { aCanary, formsOf } from './__fixtures__/canary';
import { outcomeOf, saying } from './__fixtures__/gateHouse';
import { SecretHouse, SECRETIVE } from './__fixtures__/SecretHouse';
import { until } from './__fixtures__/until';
import { giveAnswer, type TestAnswer } from './testing';
import { createGateWorker } from './worker';

describe('people who are asked about a run with a secret', () => {
  let house: SecretHouse;
  beforeAll(async () => {
    house = await SecretHouse.start();
  }, 120_000);
  afterAll(() => house.close());

  const give = async (answer: TestAnswer) => {
    const { backend, temporal } = house.house;
    const statement = await backend.signAnswer(answer);
    return giveAnswer(temporal.connection, answer, statement);
  };

  const questioned = (runId: string) =>
    until(() => house.house.backend.questionsOf(runId).length > 0);

  const requested = async (password: string) => {
    const run = await house.start('giveAwayByFailingAnew', password, {
      approval: { taskQueue: SECRETIVE },
    });
    await questioned(run.workflowId);
    return run;
  };

  /** Gates need no key. */
  const gated = async <T>(work: () => Promise<T>) => {
    const gate = await createGateWorker({
      connection: house.house.temporal.nativeConnection,
      namespaces: ['default'],
      backend: house.house.backend.backend,
      workflowBundle: house.bundle,
    });
    return gate.runUntil(work);
  };

  it('approve it at a gate without keys, and then it is sealed', async () => {
    const password = aCanary();
    await gated(() =>
      house.serving(async () => {
        const run = await requested(password);
        await expect(give(saying(run, 'approve'))).resolves.toMatchObject({
          outcome: 'approved',
        });
        await expect(outcomeOf(run)).resolves.toBe('Revealing');

        const kept = bytesIn(await house.executionsOf(run));
        expect(formsOf(password).filter(form => kept.includes(form))).toEqual(
          [],
        );
        expect(kept).toContain(SEALED_ENCODING);
      }),
    );
  }, 30_000);

  it('reject it, and everybody reads why', async () => {
    await gated(async () => {
      const run = await requested(aCanary());
      await give(saying(run, 'reject'));
      await expect(outcomeOf(run)).resolves.toBe('ApprovalRejected');

      const kept = bytesIn(await house.executionsOf(run));
      expect(kept).toContain('It is Friday');
      expect(kept).not.toContain(SEALED_ENCODING);
    });
  }, 30_000);

  it('answer in its middle, and the backend can read what came of it', async () => {
    const password = aCanary();
    const run = await house.start('askWithASecret', password);

    await house.serving(async () => {
      await questioned(run.workflowId);
      // As the backend reads it: without a codec.
      const answer = {
        ...{ runId: run.workflowId, question: 'choose', by: 'user:default/bo' },
        answer: { choice: 'left' },
      };
      await expect(give(answer)).resolves.toEqual({
        ...{ given: 1, quorum: 1, outcome: 'answered' },
      });
      await expect(run.result()).resolves.toEqual({
        value: password,
        answer: { choice: 'left' },
      });
      const kept = bytesIn(await house.executionsOf(run));
      expect(formsOf(password).filter(form => kept.includes(form))).toEqual([]);
    });
  }, 30_000);

  it.each([
    ['nobody asked', 'another', {}, 'does not ask'],
    ['nobody signed', 'choose', { choice: 'right' }, 'does not count'],
  ])(
    'are told why an answer does not count: %s',
    async (_, question, changed, why) => {
      const run = await house.start('askWithASecret', aCanary());

      await house.serving(async () => {
        await questioned(run.workflowId);
        const signed = {
          ...{ runId: run.workflowId, question, by: 'user:default/bo' },
          answer: { choice: 'left' },
        };
        const statement = await house.house.backend.signAnswer(signed);
        const given = { ...signed, answer: changed };
        const { connection } = house.house.temporal;
        await expect(
          giveAnswer(connection, given, statement),
        ).rejects.toMatchObject({
          cause: { message: expect.stringContaining(why) },
        });
        await run.terminate();
      });
    },
    30_000,
  );
});
