import { toError } from '@backstage/errors';
import type { Run, RunPage } from 'backstage-plugin-temporal-common';
import type { TemporalApi } from '../api/TemporalApi';
import { Looker } from './Looker';
import type { NewsFeed } from './NewsFeed';
import type { OnNews } from './Topics';
import { Watched } from './Watched';
import { asOfNow, isStillWanted, type WantedRuns } from './WantedRuns';
import { mergeNewest, mergeOlder, withoutRun, withRun } from './mergeRuns';

const PAGE_SIZE = 20;

/** Runs as far as they were loaded, newest first. */
export interface RunListState {
  readonly ids: readonly string[];
  readonly runs: ReadonlyMap<string, Run>;
  readonly nextCursor?: string;
  readonly looking: boolean;
  readonly loadingMore: boolean;
  /** Why the newest page could not be loaded. */
  readonly error?: Error;
  /** Why older ones could not be. */
  readonly moreError?: Error;
  /** When the newest page was last confirmed; undefined before the first. */
  readonly seenAt?: number;
}

/** What is known of a list before it was looked at. */
export const nothingYet: RunListState = {
  ids: [],
  runs: new Map(),
  looking: true,
  loadingMore: false,
};

/** The runs that somebody wants to see, kept true by news. */
export class RunList {
  readonly state: Watched<RunListState>;
  readonly #api: TemporalApi;
  readonly #wanted: WantedRuns;
  readonly #newest = new Looker(() => this.#lookAtNewest());
  readonly #olderNews = new Set<string>();
  readonly #older = new Looker(() => this.#lookAtOlder());
  /** Started here, and in no answer of the backend yet. */
  readonly #added = new Set<string>();

  constructor(api: TemporalApi, feed: NewsFeed, wanted: WantedRuns) {
    this.#api = api;
    this.#wanted = wanted;
    this.state = new Watched(nothingYet, () => {
      this.look();
      return follow(feed, wanted, news => this.#lookAt(news?.runId));
    });
  }

  readonly look = (): void => this.#newest.ask();

  /** Shows a run that was just started, before any list knows it. */
  add(run: Run): void {
    this.#added.add(run.id);
    this.#change(withRun(this.state.get(), run));
    this.look();
  }

  readonly loadMore = async (): Promise<void> => {
    const { nextCursor: cursor, loadingMore } = this.state.get();
    if (cursor === undefined || loadingMore) {
      return;
    }
    this.#change({ loadingMore: true, moreError: undefined });
    try {
      const page = await this.#ask(cursor);
      // Looking again meanwhile may have begun anew; this is no longer next.
      if (this.state.get().nextCursor === cursor) {
        this.#change(mergeOlder(this.state.get(), page));
      }
    } catch (error) {
      this.#change({ moreError: toError(error) });
    } finally {
      this.#change({ loadingMore: false });
    }
  };

  #lookAt(runId: string | undefined): void {
    const index = runId ? this.state.get().ids.indexOf(runId) : -1;
    if (runId && index >= PAGE_SIZE) {
      this.#olderNews.add(runId);
      this.#older.ask();
    } else {
      this.look();
    }
  }

  async #lookAtNewest(): Promise<void> {
    this.#change({ looking: true });
    try {
      const page = await this.#ask();
      page.items.forEach(({ id }) => this.#added.delete(id));
      const merged = mergeNewest(this.state.get(), page, this.#added);
      const seenAt = Date.now();
      this.#change({ ...merged, looking: false, error: undefined, seenAt });
    } catch (error) {
      this.#change({ looking: false, error: toError(error) });
    }
  }

  /** Rows below the first page are looked at one by one. */
  async #lookAtOlder(): Promise<void> {
    const runIds = [...this.#olderNews];
    this.#olderNews.clear();
    for (const runId of runIds) {
      try {
        const run = await this.#api.getRun(runId);
        const change = isStillWanted(this.#wanted, run) ? withRun : withoutRun;
        this.#change(change(this.state.get(), run));
      } catch (error) {
        this.#change({ error: toError(error) });
      }
    }
  }

  #ask(cursor?: string): Promise<RunPage> {
    const filters = asOfNow(this.#wanted);
    return this.#api.listRuns({ ...filters, limit: PAGE_SIZE, cursor });
  }

  #change(part: Partial<RunListState>): void {
    this.state.set({ ...this.state.get(), ...part });
  }
}

function follow(
  feed: NewsFeed,
  { entityRef }: WantedRuns,
  onNews: OnNews,
): () => void {
  return feed.follow(
    entityRef === undefined ? { kind: 'all' } : { kind: 'entity', entityRef },
    onNews,
  );
}
