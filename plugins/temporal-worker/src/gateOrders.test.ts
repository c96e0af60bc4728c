import {
  approvalFailures,
  type QuestionOutcome,
  type Verdict,
} from 'backstage-plugin-temporal-common';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ADA,
  BO,
  GateHouse,
  outcomeOf,
  saying,
  SOFIA,
  told,
} from './__fixtures__/gateHouse';

const SEEDS = Array.from({ length: 16 }, (_, i) => i + 1);
const PEOPLE = [SOFIA, BO, 'user:default/cy', 'user:default/di', ADA];

/** The same sequence of numbers from 0 to 1 for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Told {
  readonly by: string;
  readonly verdict: Verdict;
  readonly counted: boolean;
  readonly outcome?: QuestionOutcome;
}

describe('whatever happens in whatever order at the gate', () => {
  let gate: GateHouse;
  beforeAll(async () => {
    gate = await GateHouse.start();
  }, 90_000);
  afterAll(() => gate.stop());

  /** Answers at a random moment, and hears what became of it. */
  async function somebodyAnswers(
    run: Awaited<ReturnType<GateHouse['requested']>>,
    random: () => number,
  ): Promise<Told> {
    await sleep(random() * 300);
    const by = PEOPLE[Math.floor(random() * PEOPLE.length)];
    const which = random();
    const otherwise = which < 0.9 ? 'reject' : 'withdraw';
    const verdict = which < 0.75 ? 'approve' : otherwise;
    const said = await told(gate.give(saying(run, verdict, { by })));
    return typeof said === 'string'
      ? { by, verdict, counted: false }
      : { by, verdict, counted: true, outcome: said.outcome };
  }

  it.each(SEEDS)(
    'nothing runs without a quorum of others (seed %i)',
    async seed => {
      const random = chance(seed);
      const quorum = 1 + Math.floor(random() * 3);
      const deadline = new Date(Date.now() + 1_200);
      const run = await gate.requested({ quorum, deadline });
      const answering = Array.from({ length: 9 }, () =>
        somebodyAnswers(run, random),
      );
      if (random() < 0.4) {
        await gate.close();
        await gate.open();
      }
      const all = await Promise.all(answering);
      const outcome = await outcomeOf(run);
      const counted = all.filter(each => each.counted);
      const approvers = new Set(
        counted.filter(({ verdict }) => verdict === 'approve').map(a => a.by),
      );
      const decided = counted.filter(each => each.outcome);
      // An answer that was repeated under the same id tells the same again.
      expect(new Set(decided.map(each => each.outcome)).size).toBeLessThan(2);
      expect(approvers).not.toContain(ADA);
      const ran = typeof outcome === 'object';
      expect(ran).toBe(approvers.size >= quorum && !endedOtherwise(decided));
      const ways: unknown[] = Object.values(approvalFailures);
      expect(ran || ways.includes(outcome)).toBe(true);
    },
    30_000,
  );

  it.each([
    ['approved', 'withdrawn', 'withdraw', ADA],
    ['approved', 'rejected', 'reject', BO],
  ] as const)(
    'at the same instant %s and %s: one of them decides',
    async (_, loser, verdict, by) => {
      const run = await gate.requested();
      const both = await Promise.all([
        told(gate.give(saying(run, 'approve'))),
        told(gate.give(saying(run, verdict, { by }))),
      ]);
      const decided = both.filter(said => typeof said !== 'string');
      expect(decided).toHaveLength(1);
      expect(both).toContain('QuestionClosed');
      const ran = typeof (await outcomeOf(run)) === 'object';
      const outcome = ran ? 'approved' : loser;
      expect(decided[0]).toMatchObject({ outcome });
    },
    30_000,
  );

  it('approved as its time is over: it runs if it was told so, else not', async () => {
    for (let early = 0; early < 5; early += 1) {
      const deadline = new Date(Date.now() + 1_200);
      const run = await gate.requested({ deadline });
      await sleep(deadline.getTime() - Date.now() - 30 + early * 15);
      const said = await told(gate.give(saying(run, 'approve')));
      const ran = typeof (await outcomeOf(run)) === 'object';
      expect(typeof said === 'object').toBe(ran);
    }
  }, 60_000);
});

function endedOtherwise(decided: readonly Told[]): boolean {
  return decided.some(({ outcome }) => outcome !== 'approved');
}
