import { initiatorRef, type Initiator } from 'backstage-plugin-temporal-common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How many starts a minute each caller has, in this process. */
export class StartLimit {
  readonly #limiter: RateLimiterMemory;
  readonly #perMinute: number;

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
    this.#limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  }

  /** @throws an error with status 429 and `retryAfterSeconds` */
  async take(caller: Initiator): Promise<void> {
    try {
      await this.#limiter.consume(initiatorRef(caller));
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const seconds = Math.ceil(refused.msBeforeNext / 1000);
      throw Object.assign(
        new Error(
          `You may start ${
            this.#perMinute
          } runs a minute; try again in ${seconds} s`,
        ),
        {
          name: 'TooManyRequestsError',
          statusCode: 429,
          retryAfterSeconds: seconds,
        },
      );
    }
  }
}
