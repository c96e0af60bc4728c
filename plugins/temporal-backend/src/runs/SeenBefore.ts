const REMEMBERED = 20_000;

/** The latest of some ids, so that what was looked at is not looked at again. */
export class SeenBefore {
  readonly #ids = new Set<string>();

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string): void {
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > REMEMBERED && oldest) this.#ids.delete(oldest);
  }
}
