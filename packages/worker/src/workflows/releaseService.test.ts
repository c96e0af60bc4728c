import {
  giveAnswer,
  type TestAnswer,
} from 'backstage-plugin-temporal-worker/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseKinds } from '../__fixtures__/databases';
import { aFolder } from '../__fixtures__/folder';
import { aHouse, type House } from '../__fixtures__/house';
import { keepHistory } from '../__fixtures__/keepHistory';

const target = { entityRef: 'component:default/payments-api' };
const NINA = 'user:default/nina';

describe.each(databaseKinds)('releaseService on $kind', ({ kind, make }) => {
  const folder = aFolder();
  const databaseNamed = make(folder);
  let house: House;
  beforeAll(async () => {
    house = await aHouse({ databaseNamed, migrationsDir: folder });
  }, 60_000);
  afterAll(() => house.close());

  async function aRelease(version: string) {
    const workflowType = 'releaseService';
    return house.start({ workflowType, input: { version }, target });
  }

  async function untilAsked(runId: string): Promise<void> {
    while (house.backend.questionsOf(runId).length === 0) await sleep(20);
  }

  async function decide(runId: string, decision: string): Promise<void> {
    await untilAsked(runId);
    const given: TestAnswer = {
      ...{ runId, question: 'promote-or-roll-back', by: NINA },
      answer: { decision },
    };
    const statement = await house.backend.signAnswer(given);
    await giveAnswer(house.temporal.connection, given, statement);
  }

  const stageOf = async (runId: string) => {
    const [row] = await databaseNamed('default-payments-api').look(session =>
      session.rows('SELECT stage FROM temporal_releases WHERE run_id = $1', [
        runId,
      ]),
    );
    return row?.stage;
  };

  it.each([
    ['promote', 'live'],
    ['roll back', 'rolled-back'],
  ])(
    'does what an owner decides: %s',
    async (decision, stage) => {
      const run = await aRelease('v1');
      await house.serving(async () => {
        await untilAsked(run.workflowId);
        expect(await stageOf(run.workflowId)).toBe('canary');
        await decide(run.workflowId, decision);
        await expect(run.result()).resolves.toMatchObject({
          ...{ decision, decidedBy: [NINA], version: 'v1' },
        });
      });
      expect(await stageOf(run.workflowId)).toBe(stage);
      await keepHistory(run, `release-${stage}-${kind}`);
    },
    30_000,
  );

  it('takes the canary back when the run is cancelled', async () => {
    const run = await aRelease('v2');
    await house.serving(async () => {
      await untilAsked(run.workflowId);
      await run.cancel();
      await expect(run.result()).rejects.toThrow();
    });
    expect(await stageOf(run.workflowId)).toBe('rolled-back');
    expect(house.backend.questionsOf(run.workflowId)[0].outcome).toBe(
      'cancelled',
    );
    await keepHistory(run, `release-cancelled-${kind}`);
  }, 30_000);

  it('takes it back when its initiator may not promote any more', async () => {
    const run = await aRelease('v3');
    await house.serving(async () => {
      await untilAsked(run.workflowId);
      house.backend.deny(run.workflowId, 'You have left the team');
      await decide(run.workflowId, 'promote');
      await expect(run.result()).rejects.toMatchObject({
        cause: { message: 'You have left the team' },
      });
    });
    expect(await stageOf(run.workflowId)).toBe('rolled-back');
  }, 30_000);
});
