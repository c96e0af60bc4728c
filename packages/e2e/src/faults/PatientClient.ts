import { setTimeout as sleep } from 'node:timers/promises';
import { Api, type Answer } from '../house/Api.ts';

const ONE_TRY_MS = 30_000;
const PAUSE_MS = 400;

/** An answer that is final, or why there is none and how long to wait. */
type Try =
  | { readonly final: true; readonly answer: Answer }
  | { readonly final: false; readonly why: string; readonly pauseMs: number };

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
      if (tried.final) return tried.answer;
      const { pauseMs, why } = tried;
      this.#resends.set(why, (this.#resends.get(why) ?? 0) + 1);
      await sleep(pauseMs, undefined, { signal: this.#giveUp });
    }
  }

  async #try(send: (signal: AbortSignal) => Promise<Answer>): Promise<Try> {
    try {
      const answer = await send(
        AbortSignal.any([this.#giveUp, AbortSignal.timeout(ONE_TRY_MS)]),
      );
      if (isFinal(answer)) return { final: true, answer };
      const why = `answered ${answer.status}`;
      return { final: false, why, pauseMs: pauseAfter(answer) };
    } catch (error) {
      if (this.#giveUp.aborted) throw error;
      return { final: false, why: 'not answered', pauseMs: PAUSE_MS };
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

function isFinal(answer: Answer): boolean {
  const name = errorIn(answer)?.name;
  return answer.status < 300 || (!!name && REFUSALS.includes(name));
}

function pauseAfter(answer: Answer): number {
  const seconds = errorIn(answer)?.retryAfterSeconds;
  return seconds === undefined ? PAUSE_MS : seconds * 1_000;
}

function errorIn({ body }: Answer) {
  const { error } = body as {
    readonly error?: {
      readonly name: string;
      readonly retryAfterSeconds?: number;
    };
  };
  return error;
}
