import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 500;

/** All keys that a backend publishes while somebody watches. */
export class KeySetWatch {
  readonly kids = new Set<string>();
  readonly #url: string;
  #going = true;

  constructor(url: string) {
    this.#url = url;
  }

  async run(): Promise<void> {
    while (this.#going) {
      const response = await fetch(this.#url);
      const { keys } = (await response.json()) as {
        readonly keys: readonly { readonly kid: string }[];
      };
      keys.forEach(({ kid }) => this.kids.add(kid));
      await sleep(LOOK_EVERY_MS);
    }
  }

  stop(): void {
    this.#going = false;
  }
}
