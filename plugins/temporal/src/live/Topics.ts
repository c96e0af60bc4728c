import type {
  FollowRunsRequest,
  RunNews,
} from 'backstage-plugin-temporal-common';

/** What somebody on the page wants news about. */
export type Topic =
  | { readonly kind: 'all' }
  | { readonly kind: 'entity'; readonly entityRef: string }
  | { readonly kind: 'run'; readonly runId: string };

/**
 * Called to look again: at one run, or, without news, at everything, because
 * news may have been missed.
 */
export type OnNews = (news: RunNews | undefined) => void;

/**
 * Who listens to what. One stream carries everything that the person may see, or
 * at most one entity and one run: the latest of each.
 */
export class Topics {
  readonly #listeners = new Map<OnNews, Topic>();

  add(topic: Topic, onNews: OnNews): void {
    this.#listeners.set(onNews, topic);
  }

  remove(onNews: OnNews): void {
    this.#listeners.delete(onNews);
  }

  get size(): number {
    return this.#listeners.size;
  }

  request(): FollowRunsRequest {
    let request: FollowRunsRequest = {};
    for (const topic of this.#listeners.values()) {
      if (topic.kind === 'all') {
        return {};
      }
      request =
        topic.kind === 'entity'
          ? { ...request, entityRef: topic.entityRef }
          : { ...request, runId: topic.runId };
    }
    return request;
  }

  /** News names only a run, so whoever lists runs hears of every run. */
  tell(news: RunNews): void {
    for (const [onNews, topic] of this.#listeners) {
      if (topic.kind !== 'run' || topic.runId === news.runId) {
        onNews(news);
      }
    }
  }

  tellAll(): void {
    for (const onNews of this.#listeners.keys()) {
      onNews(undefined);
    }
  }

  /** Those whom the stream of `request` does not reach. */
  tellUnreached(request: FollowRunsRequest): void {
    for (const [onNews, topic] of this.#listeners) {
      if (!reaches(request, topic)) {
        onNews(undefined);
      }
    }
  }
}

function reaches(request: FollowRunsRequest, topic: Topic): boolean {
  if (request.entityRef === undefined && request.runId === undefined) {
    return true;
  }
  switch (topic.kind) {
    case 'entity':
      return topic.entityRef === request.entityRef;
    case 'run':
      return topic.runId === request.runId;
    default:
      return false;
  }
}
