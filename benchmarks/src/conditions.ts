import { figure } from './figures.ts';
import { aPlace, TARGET, type Place } from './place.ts';
import { median, timesInTurn } from './statistics.ts';

const RUNS = 60;
const PAGE = 50;
const WARM_UP = 20;
const REPETITIONS = 150;

/**
 * What conditions of a permission policy cost a list: the same list in a house
 * whose policy answers with conditions, and in one whose policy just allows it.
 */
export async function measureConditions(without: Place): Promise<void> {
  const within = await aPlace({
    name: 'bench-conditions',
    env: { APP_CONFIG_examplePolicy_seeOnlyOwnRuns: 'true' },
  });
  try {
    await within.house.process('worker').kill();
    for (const place of [within, without]) {
      for (let i = 0; i < RUNS; i += 1) await place.start();
      // Nobody looks, so that no run is followed.
      await place.ada.page.goto('about:blank');
    }
    const works = [() => listOf(within), () => listOf(without)] as const;
    await timesInTurn(WARM_UP, ...works);
    const [conditional, plain] = await timesInTurn(REPETITIONS, ...works);
    figure(
      `list of ${PAGE} runs with permission conditions ÷ without`,
      median(conditional) / median(plain),
      { atMost: 1.2 },
    );
    figure('  with conditions, ms', median(conditional));
    figure('  without, ms', median(plain));
  } finally {
    await within.leave();
  }
}

async function listOf(place: Place): Promise<void> {
  const { status, body } = await place.house
    .api(place.token)
    .get(`/runs?entityRef=${TARGET}&limit=${PAGE}`);
  const { items } = body as { items?: readonly unknown[] };
  if (items?.length !== PAGE) {
    throw new Error(`${status}: a page of ${items?.length} runs`);
  }
}
