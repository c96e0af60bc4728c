import { toError } from '@backstage/errors';
import { Looker } from './Looker';
import { Watched } from './Watched';

/** What is known of something, and how the last look at it went. */
export interface Known<T> {
  readonly value?: T;
  readonly error?: Error;
  readonly looking: boolean;
  /** When the value was last confirmed, in milliseconds since the epoch. */
  readonly seenAt?: number;
}

/** One thing on the backend, looked at again whenever asked. */
export class LiveQuery<T> {
  readonly known: Watched<Known<T>>;
  readonly #fetch: () => Promise<T>;
  readonly #looker = new Looker(() => this.#lookOnce());

  /** `follow` starts to listen for news, and returns how to stop. */
  constructor(
    fetch: () => Promise<T>,
    follow: (look: () => void) => () => void,
  ) {
    this.#fetch = fetch;
    this.known = new Watched<Known<T>>({ looking: true }, () => {
      this.look();
      return follow(this.look);
    });
  }

  readonly look = (): void => this.#looker.ask();

  async #lookOnce(): Promise<void> {
    const before = this.known.get();
    this.known.set({ ...before, looking: true });
    try {
      const value = await this.#fetch();
      this.known.set({ value, looking: false, seenAt: Date.now() });
    } catch (error) {
      // The old value stays: a page that was there does not go blank.
      this.known.set({ ...before, error: toError(error), looking: false });
    }
  }
}
