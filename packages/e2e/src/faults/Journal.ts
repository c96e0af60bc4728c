import type { Person } from './FaultyHouse.ts';

/** A start that somebody asked for, and what they were told. */
export interface AskedRun {
  readonly kind: 'count' | 'migrate' | 'rollback' | 'release';
  readonly by: Person;
  readonly entityRef: string;
  readonly requestKey: string;
  /** How far it counts outside, and under which label; 0 if it does not. */
  readonly label: string;
  readonly steps: number;
  readonly runId: string;
  /** How one clean run would end, in the words of the ledger. */
  readonly expected: string;
}

/** What the people of an episode did and were told. */
export class Journal {
  readonly #asked = new Map<string, AskedRun>();
  readonly #complaints: string[] = [];

  /** Notes a run that was asked for, or what has been decided of it since. */
  note(asked: AskedRun): void {
    this.#asked.set(asked.runId, asked);
  }

  /** Notes what should never happen to somebody. */
  complain(what: string): void {
    this.#complaints.push(what);
  }

  get asked(): readonly AskedRun[] {
    return [...this.#asked.values()];
  }

  get complaints(): readonly string[] {
    return this.#complaints;
  }
}
