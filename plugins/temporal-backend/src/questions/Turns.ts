import pLimit, { type Limit } from 'p-limit';

/** Lets only so many at once do something with the same thing; others wait. */
export class Turns {
  readonly #atOnce: number;
  readonly #lines = new Map<string, Limit>();

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  async take<T>(thing: string, work: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(thing) ?? pLimit(this.#atOnce);
    this.#lines.set(thing, line);
    try {
      return await line(work);
    } finally {
      const idle = line.activeCount + line.pendingCount === 0;
      if (idle) this.#lines.delete(thing);
    }
  }
}
