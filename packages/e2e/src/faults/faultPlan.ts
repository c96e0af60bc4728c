import type { Dice } from './Dice.ts';
import { links, type LinkName } from './FaultyHouse.ts';
import type { Behaviour } from './TcpProxy.ts';

export type Victim = 'worker' | 'backend' | 'temporal' | 'postgres';

/** One thing that goes wrong, for so long, after a time in which all is well. */
export interface Fault {
  readonly restMs: number;
  readonly lastsMs: number;
  /** How a way behaves meanwhile. */
  readonly link?: { readonly name: LinkName; readonly behaves: Behaviour };
  /** Which process is killed; with a link, once that has misbehaved a while. */
  readonly kills?: Victim;
}

type Trouble = Pick<Fault, 'link' | 'kills'>;

function networkTroubles(dice: Dice): Trouble[] {
  return links.flatMap(name => {
    const afterBytes = dice.between(200, 20_000);
    const behaviours: readonly Behaviour[] = [
      { mode: 'refuse' },
      { mode: 'hang' },
      { mode: 'mute' },
      { mode: 'reset', afterBytes },
    ];
    return behaviours.map(behaves => ({ link: { name, behaves } }));
  });
}

/**
 * The moments that are hardest to get right: the backend dies when it has
 * written a row and not reached Temporal, or not heard what became of it.
 */
const TORN: readonly Trouble[] = (['hang', 'mute'] as const).map(mode => ({
  link: { name: 'backend-temporal', behaves: { mode } },
  kills: 'backend',
}));

const LONGEST_REST_MS = 4_000;

/** What a fault is called in reports. */
export function nameOf({ kills, link }: Trouble): string {
  const way = link && `${link.name} ${link.behaves.mode}`;
  if (!kills) return way ?? 'nothing';
  return way ? `${way}, then kill ${kills}` : `kill ${kills}`;
}

/**
 * The hardest of it in little time: each process once, half of the torn moments
 * on one database and half on the other, and some of the network.
 */
export function shortPlan(
  dice: Dice,
  database: 'sqlite' | 'postgres',
): readonly Fault[] {
  const kills: readonly Trouble[] =
    database === 'postgres'
      ? [{ kills: 'postgres' }, { kills: 'backend' }, TORN[0]]
      : [{ kills: 'worker' }, { kills: 'temporal' }, TORN[1]];
  const network = dice.shuffled(networkTroubles(dice)).slice(0, 3);
  return timed(dice.shuffled([...kills, ...network]), dice, 3_000);
}

/** Faults without end; all kinds come, before any comes again. */
export function* longPlan(
  dice: Dice,
  victims: readonly Victim[],
): Generator<Fault> {
  for (;;) {
    const kills = victims.map(victim => ({ kills: victim }));
    // Kills are few beside the network's, and find more.
    const round = [...kills, ...kills, ...TORN, ...networkTroubles(dice)];
    yield* timed(dice.shuffled<Trouble>(round), dice, 15_000);
  }
}

function timed(
  troubles: readonly Trouble[],
  dice: Dice,
  longestMs: number,
): readonly Fault[] {
  return troubles.map(trouble => ({
    ...trouble,
    restMs: dice.between(1_000, LONGEST_REST_MS),
    lastsMs: dice.between(1_000, longestMs),
  }));
}
