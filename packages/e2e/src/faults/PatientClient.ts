import { setTimeout as sleep } from 'node:timers/promises';
import { Api, type Answer } from '../house/Api.ts';

const ONE_TRY_MS = 30_000;
const BETWEEN_TRIES_MS = 400;

/** How often a request had to be sent again, by what came back. */
export type Resends = Map<string, number>;

/**
 * A person at the page: sends the same request again until the answer is one
 * that the page takes as final.
 */
export class PatientClient {
  readonly #api: Api;
  readonly #resends: Resends;
  readonly #giveUp: AbortSignal;

  /** @param giveUp - when it is over, whatever has not been answered by then */
  constructor(api: Api, resends: Resends, giveUp: AbortSignal) {
    this.#api = api;
    this.#resends = resends;
    this.#giveUp = giveUp;
  }

  get(path: string): Promise<Answer> {
    return this.#untilFinal(signal => this.#api.send(path, { signal }));
  }

  post(path: string, body: unknown): Promise<Answer> {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    return this.#untilFinal(signal =>
      this.#api.send(path, { ...init, signal }),
    );
  }

  async #untilFinal(
    send: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    for (;;) {
      const tried = await this.#try(send);
      if (typeof tried !== 'string') return tried;
      this.#resends.set(tried, (this.#resends.get(tried) ?? 0) + 1);
      await sleep(BETWEEN_TRIES_MS, undefined, { signal: this.#giveUp });
    }
  }

  /** The answer, or why it is not final. */
  async #try(
    send: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer | string> {
    try {
      const answer = await send(
        AbortSignal.any([this.#giveUp, AbortSignal.timeout(ONE_TRY_MS)]),
      );
      return isFinal(answer) ? answer : `answered ${answer.status}`;
    } catch (error) {
      if (this.#giveUp.aborted) throw error;
      return 'not answered';
    }
  }
}

/** Errors that the page takes as final; see `isDefiniteRefusal` there. */
const REFUSALS = [
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
];

function isFinal({ status, body }: Answer): boolean {
  if (status < 300) return true;
  const { error } = body as { readonly error?: { readonly name: string } };
  return error !== undefined && REFUSALS.includes(error.name);
}
