import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../house/Api.ts';
import { Dice } from './Dice.ts';
import type { FaultyHouse, Person, Tokens } from './FaultyHouse.ts';
import type { Journal } from './Journal.ts';
import { PatientClient, type Resends } from './PatientClient.ts';
import { Refused, Stories } from './Stories.ts';
import { Viewer } from './Viewer.ts';

const CUT_STREAMS_EVERY_MS = 4_000;
const LATE = 'Not everybody had their answer when the calm was over';

const STORIES = [
  'count',
  'count',
  'count',
  'release',
  'migrateAndBack',
] as const;

interface Parts {
  readonly place: FaultyHouse;
  readonly tokens: Tokens;
  readonly services: readonly string[];
  readonly journal: Journal;
  readonly seed: number;
}

/** The people of an episode: some do things all the time, some look on. */
export class Crowd {
  readonly resends: Resends = new Map();
  /** By the service they look at; nobody looks at every second one. */
  readonly viewers: ReadonlyMap<string, Viewer>;
  readonly #parts: Parts;
  readonly #giveUp = new AbortController();
  #home = false;
  #cut = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { place, services, tokens } = parts;
    const looked = services.filter((_, i) => i % 2 === 0);
    const url = place.streamUrl;
    const token = tokens.nina;
    this.viewers = new Map(
      looked.map(name => {
        const entityRef = refOf(name);
        return [name, new Viewer({ url, token, entityRef })];
      }),
    );
  }

  /** How many connections of viewers were cut. */
  get cut(): number {
    return this.#cut;
  }

  /** Begins all stories; resolves when everybody has gone home. */
  async work(): Promise<void> {
    const { services, seed } = this.#parts;
    const cutting = setInterval(() => {
      this.#cut += this.#parts.place.proxies['stream-backend'].cut();
    }, CUT_STREAMS_EVERY_MS);
    const viewers = [...this.viewers.values()];
    const looking = viewers.map(viewer => viewer.look());
    const told = services.flatMap((name, i) =>
      STORIES.map((story, j) =>
        this.#tell(name, story, new Dice(seed + 17 * i + j)),
      ),
    );
    await Promise.all(told).finally(() => clearInterval(cutting));
    viewers.forEach(viewer => viewer.leave());
    await Promise.all(looking);
  }

  /** Nobody begins anything more; whoever waits, waits until this is over. */
  async goHome(work: Promise<void>, withinMs: number): Promise<void> {
    this.#home = true;
    const late = sleep(withinMs, undefined, { ref: false }).then(() => {
      this.#giveUp.abort(new Error(LATE));
    });
    await Promise.race([work, late.then(() => work)]);
  }

  async #tell(
    service: string,
    story: (typeof STORIES)[number],
    dice: Dice,
  ): Promise<void> {
    const { journal } = this.#parts;
    const entityRef = refOf(service);
    const as = this.#clients();
    const stories = new Stories({ entityRef, as, dice, journal });
    try {
      while (!this.#home) await stories[story]();
    } catch (error) {
      if (this.#giveUp.signal.aborted) {
        journal.complain(`${LATE}: ${story} on ${service}`);
      } else if (!(error instanceof Refused)) {
        throw error;
      }
    }
  }

  #clients(): Readonly<Record<Person, PatientClient>> {
    const { place, tokens } = this.#parts;
    const client = (name: Person) =>
      new PatientClient(
        new Api(place.pageUrl, tokens[name]),
        this.resends,
        this.#giveUp.signal,
      );
    return {
      ada: client('ada'),
      nina: client('nina'),
      sofia: client('sofia'),
      pat: client('pat'),
    };
  }
}

export function refOf(service: string): string {
  return `component:default/${service}`;
}
