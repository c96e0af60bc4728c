/**
 * Looks at one thing, never twice at the same time. Asked again while looking,
 * it looks once more after, however often it was asked.
 */
export class Looker {
  readonly #look: () => Promise<void>;
  #looking = false;
  #again = false;

  constructor(look: () => Promise<void>) {
    this.#look = look;
  }

  ask(): void {
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#looking = true;
    // News that arrived in one piece is answered by one look.
    queueMicrotask(() => this.#run());
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      await this.#look();
    } while (this.#again);
    this.#looking = false;
  }
}
