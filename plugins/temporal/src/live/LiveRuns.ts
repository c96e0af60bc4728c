import type {
  OfferedActions,
  RunDetail,
  RunFigures,
} from 'backstage-plugin-temporal-common';
import type { TemporalApi } from '../api/TemporalApi';
import { LiveQuery } from './LiveQuery';
import { NewsFeed, type FeedTiming } from './NewsFeed';
import { RunList } from './RunList';
import { asOfNow, type WantedRuns } from './WantedRuns';

const KEPT = 20;
const UNAVAILABLE_LOOK_MS = 15_000;

/**
 * All that the pages of one browser tab know, so that card, tab and run page
 * show the same and share one event stream.
 */
export class LiveRuns {
  readonly feed: NewsFeed;
  readonly #api: TemporalApi;
  readonly #actions = new Map<string, LiveQuery<OfferedActions>>();
  readonly #figures = new Map<string, LiveQuery<RunFigures>>();
  readonly #lists = new Map<string, RunList>();
  readonly #runs = new Map<string, LiveQuery<RunDetail>>();

  constructor(api: TemporalApi, timing?: Partial<FeedTiming>) {
    this.#api = api;
    this.feed = new NewsFeed(api, timing);
  }

  actions(entityRef: string): LiveQuery<OfferedActions> {
    return kept(this.#actions, entityRef, () => {
      const query: LiveQuery<OfferedActions> = new LiveQuery(
        () => this.#api.listActions(entityRef),
        look => lookWhileUnavailable(query, look),
      );
      return query;
    });
  }

  list(wanted: WantedRuns): RunList {
    return kept(
      this.#lists,
      JSON.stringify(wanted),
      () => new RunList(this.#api, this.feed, wanted),
    );
  }

  /** How the finished ones among these runs went, whatever came of them. */
  figures({ status, ...wanted }: WantedRuns): LiveQuery<RunFigures> {
    const fetch = () => this.#api.getRunFigures(asOfNow(wanted));
    return kept(
      this.#figures,
      JSON.stringify(wanted),
      () => new LiveQuery(fetch, () => () => {}),
    );
  }

  run(runId: string): LiveQuery<RunDetail> {
    return kept(
      this.#runs,
      runId,
      () =>
        new LiveQuery(
          () => this.#api.getRun(runId),
          look => this.feed.follow({ kind: 'run', runId }, () => look()),
        ),
    );
  }
}

/** The buttons come back by themselves once Temporal does. */
function lookWhileUnavailable(
  query: LiveQuery<OfferedActions>,
  look: () => void,
): () => void {
  const timer = setInterval(() => {
    const { value, error } = query.known.get();
    if (!document.hidden && (value?.unavailable !== undefined || error)) {
      look();
    }
  }, UNAVAILABLE_LOOK_MS);
  return () => clearInterval(timer);
}

/** Keeps what was shown last, so that going back and forth shows it at once. */
function kept<T>(shelf: Map<string, T>, key: string, make: () => T): T {
  const found = shelf.get(key) ?? make();
  shelf.delete(key);
  shelf.set(key, found);
  for (const oldest of shelf.keys()) {
    if (shelf.size <= KEPT) {
      break;
    }
    shelf.delete(oldest);
  }
  return found;
}
