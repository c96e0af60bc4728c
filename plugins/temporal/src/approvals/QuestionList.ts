import { toError } from '@backstage/errors';
import type {
  ListedQuestion,
  QuestionBox,
  QuestionPage,
} from 'backstage-plugin-temporal-common';
import type { TemporalApi } from '../api/TemporalApi';
import { Looker } from '../live/Looker';
import { Watched } from '../live/Watched';

const PAGE_SIZE = 20;
const LARGEST_PAGE = 50;

/** The questions of a box as far as they were loaded. */
export interface QuestionListState {
  readonly items: readonly ListedQuestion[];
  readonly nextCursor?: string;
  readonly looking: boolean;
  readonly loadingMore: boolean;
  /** Why the first page could not be loaded. */
  readonly error?: Error;
  /** Why further ones could not be. */
  readonly moreError?: Error;
  /** Whether the first page was ever loaded. */
  readonly seen: boolean;
}

/** What waits for somebody, or did; it looks again whenever asked. */
export class QuestionList {
  readonly state = new Watched<QuestionListState>({
    items: [],
    looking: true,
    loadingMore: false,
    seen: false,
  });
  readonly #api: TemporalApi;
  readonly #box: QuestionBox;
  readonly #looker = new Looker(() => this.#lookOnce());
  #looks = 0;

  constructor(api: TemporalApi, box: QuestionBox) {
    this.#api = api;
    this.#box = box;
  }

  readonly look = (): void => this.#looker.ask();

  readonly loadMore = async (): Promise<void> => {
    const { nextCursor: cursor, loadingMore } = this.state.get();
    if (cursor === undefined || loadingMore) {
      return;
    }
    const look = this.#looks;
    this.#change({ loadingMore: true, moreError: undefined });
    const part = await this.#ask(PAGE_SIZE, cursor).then(
      ({ items, nextCursor }) => ({
        items: [...this.state.get().items, ...items],
        nextCursor,
      }),
      error => ({ moreError: toError(error) }),
    );
    // Looking again meanwhile began anew, and these are no longer next.
    this.#change({ ...(look === this.#looks && part), loadingMore: false });
  };

  async #lookOnce(): Promise<void> {
    this.#looks += 1;
    this.#change({ looking: true });
    const { length } = this.state.get().items;
    const limit = Math.min(LARGEST_PAGE, Math.max(PAGE_SIZE, length));
    const part = await this.#ask(limit).then(
      ({ items, nextCursor }) => ({
        items,
        nextCursor,
        seen: true,
        error: undefined,
      }),
      error => ({ error: toError(error) }),
    );
    this.#change({ ...part, looking: false });
  }

  #ask(limit: number, cursor?: string): Promise<QuestionPage> {
    return this.#api.listQuestions({ box: this.#box, limit, cursor });
  }

  #change(part: Partial<QuestionListState>): void {
    this.state.set({ ...this.state.get(), ...part });
  }
}
