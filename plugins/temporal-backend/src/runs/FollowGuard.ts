import type { FollowRunsRequest } from 'backstage-plugin-temporal-common';
import type { Caller } from '../identity/Caller';
import {
  ALL_RUNS,
  type RunTraits,
  type VisibleRuns,
} from '../policy/VisibleRuns';
import { endingWhen } from './endingWhen';
import type { House } from './House';
import type { Followed } from './RunFollower';
import type { RunSight } from './RunSight';

/** The guard for news: who hears of which runs, asked again every minute. */
export class FollowGuard {
  readonly #house: Pick<House, 'follower' | 'streams'>;
  readonly #sight: RunSight;

  constructor(house: Pick<House, 'follower' | 'streams'>, sight: RunSight) {
    this.#house = house;
    this.#sight = sight;
  }

  /**
   * @throws NotAllowedError, NotFoundError before the first item; an error with
   *   status 429, ServiceUnavailableError when too much is followed already
   */
  async follow(
    request: FollowRunsRequest,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Followed>> {
    this.#house.streams.open(caller.initiator, signal);
    let visible = await this.#visibleTo(request, caller);
    const ending = endingWhen(signal, {
      expiresAt: caller.credentials.expiresAt,
      denied: async () => {
        visible = await this.#visibleTo(request, caller);
      },
    });
    const hears = (run: RunTraits) => visible.includes(run);
    return this.#house.follower.follow({ ...request, hears }, ending);
  }

  async #visibleTo(
    { entityRef, runId }: FollowRunsRequest,
    caller: Caller,
  ): Promise<VisibleRuns> {
    if (runId) await this.#sight.run(runId, caller);
    if (runId && !entityRef) return ALL_RUNS;
    return (await this.#sight.visible(entityRef, caller)).visible;
  }
}
