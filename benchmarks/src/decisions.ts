import { figure } from './figures.ts';
import { NARROW, WIDE, type Place } from './place.ts';
import { median, timesInTurn } from './statistics.ts';

const WARM_UP = 20;
const REPETITIONS = 150;

/** What a card with many buttons costs, beside one with a single button. */
export async function measureDecisions(place: Place): Promise<void> {
  const offersOf = (entityRef: string, expected: number) => async () => {
    const { status, body } = await place.house
      .api(place.token)
      .get(`/actions?entityRef=${entityRef}`);
    const { items } = body as { items?: readonly unknown[] };
    if (items?.length !== expected) {
      throw new Error(`${status}: ${items?.length} actions on ${entityRef}`);
    }
  };
  const ofMany = offersOf(WIDE, 20);
  const ofOne = offersOf(NARROW, 1);
  await timesInTurn(WARM_UP, ofMany, ofOne);
  const [many, one] = await timesInTurn(REPETITIONS, ofMany, ofOne);
  figure(
    'decisions for a page of 20 actions ÷ 1 action',
    median(many) / median(one),
    { atMost: 1.5 },
  );
  figure('  20 actions, ms', median(many));
  figure('  1 action, ms', median(one));
}
