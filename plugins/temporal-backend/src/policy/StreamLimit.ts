import { ServiceUnavailableError } from '@backstage/errors';
import { initiatorRef, type Initiator } from 'backstage-plugin-temporal-common';

/** How often a page without a stream looks by itself, and asks for one again. */
const retryAfterSeconds = 15;

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
   * @throws an error with status 429 and `retryAfterSeconds` if the caller has
   *   enough of them; ServiceUnavailableError with it if this process has
   */
  open(caller: Initiator, until: AbortSignal): void {
    const ref = initiatorRef(caller);
    const own = this.#open.get(ref) ?? 0;
    if (own >= this.#perCaller) throw ofCaller(own);
    if (this.#size >= this.#inAll) throw inAll(this.#size);
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

function ofCaller(own: number): Error {
  const message = `You have ${own} event streams open, and may have no more (temporal.limits.streamsPerCaller): close some pages. Until then they look by themselves every ${retryAfterSeconds} s`;
  const name = 'TooManyRequestsError';
  const details = { name, statusCode: 429, retryAfterSeconds };
  return Object.assign(new Error(message), details);
}

function inAll(size: number): Error {
  const message = `This backend has ${size} event streams open, and may have no more (temporal.limits.streams). Until one is closed, pages look by themselves every ${retryAfterSeconds} s`;
  const error = new ServiceUnavailableError(message);
  return Object.assign(error, { retryAfterSeconds });
}
