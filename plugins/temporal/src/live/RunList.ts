import { toError } from '@backstage/errors';
import type { Run } from 'backstage-plugin-temporal-common';
import type { TemporalApi } from '../api/TemporalApi';
import { Looker } from './Looker';
import type { NewsFeed } from './NewsFeed';
import { Watched } from './Watched';
import { mergeNewest, mergeOlder, withRun } from './mergeRuns';

const PAGE_SIZE = 20;

/** The runs of one entity as far as they were loaded, newest first. */
export interface RunListState {
  readonly ids: readonly string[];
  readonly runs: ReadonlyMap<string, Run>;
  readonly nextCursor?: string;
  readonly looking: boolean;
  readonly loadingMore: boolean;
  readonly error?: Error;
  /** When the newest page was last confirmed; undefined before the first. */
  readonly seenAt?: number;
}

const nothingYet: RunListState = {
  ids: [],
  runs: new Map(),
  looking: true,
  loadingMore: false,
};

/** The runs of one entity, kept true by news. */
export class RunList {
  readonly state: Watched<RunListState>;
  readonly #api: TemporalApi;
  readonly #entityRef: string;
  readonly #newest = new Looker(() => this.#lookAtNewest());
  readonly #olderNews = new Set<string>();
  readonly #older = new Looker(() => this.#lookAtOlder());

  constructor(api: TemporalApi, feed: NewsFeed, entityRef: string) {
    this.#api = api;
    this.#entityRef = entityRef;
    this.state = new Watched(nothingYet, () => {
      this.look();
      return feed.follow({ kind: 'entity', entityRef }, news =>
        this.#lookAt(news?.runId),
      );
    });
  }

  readonly look = (): void => this.#newest.ask();

  /** Shows a run that was just started, before any list knows it. */
  add(run: Run): void {
    this.#change(withRun(this.state.get(), run));
    this.look();
  }

  async loadMore(): Promise<void> {
    const { nextCursor: cursor, loadingMore } = this.state.get();
    if (cursor === undefined || loadingMore) {
      return;
    }
    this.#change({ loadingMore: true, error: undefined });
    try {
      const page = await this.#api.listRuns({
        entityRef: this.#entityRef,
        limit: PAGE_SIZE,
        cursor,
      });
      this.#change({ ...mergeOlder(this.state.get(), page) });
    } catch (error) {
      this.#change({ error: toError(error) });
    } finally {
      this.#change({ loadingMore: false });
    }
  }

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
    const entityRef = this.#entityRef;
    this.#change({ looking: true });
    try {
      const page = await this.#api.listRuns({ entityRef, limit: PAGE_SIZE });
      const seenAt = Date.now();
      const merged = mergeNewest(this.state.get(), page);
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
        this.#change(withRun(this.state.get(), run));
      } catch (error) {
        this.#change({ error: toError(error) });
      }
    }
  }

  #change(part: Partial<RunListState>): void {
    this.state.set({ ...this.state.get(), ...part });
  }
}
