import { ServiceUnavailableError } from '@backstage/errors';
import { initiatorRef, type Initiator } from 'backstage-plugin-temporal-common';

const MEANWHILE = 'the page looks by itself every 15 s until one is free';

/** How many event streams may be open at once, in this process. */
export class StreamLimit {
  readonly #perCaller: number;
  readonly #inAll: number;
  readonly #open = new Map<string, number>();
  #size = 0;

  constructor(limits: { readonly perCaller: number; readonly inAll: number }) {
    this.#perCaller = limits.perCaller;
    this.#inAll = limits.inAll;
  }

  /** How many are open. */
  get size(): number {
    return this.#size;
  }

  /**
   * Opens one, until the signal aborts.
   * @throws an error with status 429 if the caller has enough of them;
   *   ServiceUnavailableError if this process has
   */
  open(caller: Initiator, until: AbortSignal): void {
    const ref = initiatorRef(caller);
    const own = this.#open.get(ref) ?? 0;
    if (own >= this.#perCaller) {
      throw Object.assign(
        new Error(
          `You have ${own} event streams open, and may have no more (temporal.limits.streamsPerCaller): close some pages; ${MEANWHILE}`,
        ),
        { name: 'TooManyRequestsError', statusCode: 429 },
      );
    }
    if (this.#size >= this.#inAll) {
      throw new ServiceUnavailableError(
        `This backend has ${
          this.#size
        } event streams open, and may have no more (temporal.limits.streams); ${MEANWHILE}`,
      );
    }
    if (until.aborted) return;
    this.#count(ref, 1);
    until.addEventListener('abort', () => this.#count(ref, -1), { once: true });
  }

  #count(ref: string, more: 1 | -1): void {
    const own = (this.#open.get(ref) ?? 0) + more;
    this.#size += more;
    if (own > 0) this.#open.set(ref, own);
    else this.#open.delete(ref);
  }
}
