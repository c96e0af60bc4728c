import type { FollowRunsRequest } from 'backstage-plugin-temporal-common';
import type { StreamEvent, TemporalApi } from '../api/TemporalApi';
import { backOff } from './backOff';
import { readStream } from './readStream';
import { Topics, type OnNews, type Topic } from './Topics';
import { Watched } from './Watched';

/**
 * `resting`: nobody looks. `connecting`: a stream is being opened. `live`: news
 * arrive. `cut`: they don't, and everything is looked at slowly instead.
 */
export type FeedState = 'resting' | 'connecting' | 'live' | 'cut';

/** How patient a feed is, in milliseconds. */
export interface FeedTiming {
  readonly quietMs: number;
  readonly pollMs: number;
  readonly firstRetryMs: number;
  readonly lastRetryMs: number;
}

const patience: FeedTiming = {
  quietMs: 40_000,
  pollMs: 15_000,
  firstRetryMs: 500,
  lastRetryMs: 15_000,
};

interface Connection {
  readonly request: FollowRunsRequest;
  readonly closing: AbortController;
  /** Attempts in a row that never got as far as `ready`. */
  failures: number;
}

/**
 * The one event stream of this browser tab, shared by all who listen. It is
 * closed while the tab is hidden, and resumes where it stopped.
 */
export class NewsFeed {
  readonly state = new Watched<FeedState>('resting');
  readonly #api: TemporalApi;
  readonly #timing: FeedTiming;
  readonly #topics = new Topics();
  #connection: Connection | undefined;
  #cursor: number | undefined;
  #poll: ReturnType<typeof setInterval> | undefined;

  constructor(api: TemporalApi, timing: Partial<FeedTiming> = {}) {
    this.#api = api;
    this.#timing = { ...patience, ...timing };
  }

  /** Listens until the returned function is called. */
  follow(topic: Topic, onNews: OnNews): () => void {
    if (this.#topics.size === 0) {
      document.addEventListener('visibilitychange', this.#settle);
      window.addEventListener('online', this.#reopen);
    }
    this.#topics.add(topic, onNews);
    this.#settleSoon();
    return () => {
      this.#topics.remove(onNews);
      if (this.#topics.size === 0) {
        document.removeEventListener('visibilitychange', this.#settle);
        window.removeEventListener('online', this.#reopen);
        // Whoever comes next looks for themselves: nothing was missed.
        this.#cursor = undefined;
      }
      this.#settleSoon();
    };
  }

  /** Waits for all hooks of one render, so that they share one connection. */
  #settleSoon(): void {
    queueMicrotask(this.#settle);
  }

  readonly #reopen = (): void => {
    this.#close();
    this.#settle();
  };

  readonly #settle = (): void => {
    const resting = this.#topics.size === 0 || document.hidden;
    const request = resting ? undefined : this.#topics.request();
    if (sameRequest(request, this.#connection?.request)) {
      return;
    }
    this.#close();
    if (request) {
      this.#open(request);
    } else {
      this.state.set('resting');
    }
  };

  #close(): void {
    this.#connection?.closing.abort();
    this.#connection = undefined;
    clearInterval(this.#poll);
  }

  #open(request: FollowRunsRequest): void {
    const closing = new AbortController();
    const connection = { request, closing, failures: 0 };
    this.#connection = connection;
    this.#poll = setInterval(() => this.#lookSlowly(), this.#timing.pollMs);
    this.state.set('connecting');
    void this.#keepReading(connection);
  }

  async #keepReading(connection: Connection): Promise<void> {
    const { signal } = connection.closing;
    while (!signal.aborted) {
      connection.failures += 1;
      // Why it broke makes no difference: ask again, ever more patiently.
      await this.#read(connection).catch(() => {});
      if (!signal.aborted) {
        this.state.set(connection.failures > 1 ? 'cut' : 'connecting');
        await backOff(connection.failures, this.#timing, signal);
      }
    }
  }

  #read(connection: Connection): Promise<void> {
    const cursor = this.#cursor;
    return readStream(
      this.#api,
      { ...connection.request, cursor },
      {
        signal: connection.closing.signal,
        quietMs: this.#timing.quietMs,
        onEvent: event => this.#hear(event, connection, cursor === undefined),
      },
    );
  }

  #hear(event: StreamEvent, connection: Connection, afresh: boolean): void {
    if (connection !== this.#connection) {
      return;
    }
    if (event.kind === 'news') {
      this.#cursor = event.cursor;
      this.#topics.tell(event.news);
      return;
    }
    connection.failures = 0;
    this.state.set('live');
    if (afresh) {
      this.#cursor = event.cursor;
      // What changed between the first look and this moment is not replayed.
      this.#topics.tellAll();
    }
  }

  #lookSlowly(): void {
    if (this.state.get() === 'live' && this.#connection) {
      this.#topics.tellUnreached(this.#connection.request);
    } else {
      this.#topics.tellAll();
    }
  }
}

function sameRequest(
  one: FollowRunsRequest | undefined,
  other: FollowRunsRequest | undefined,
): boolean {
  return one && other
    ? one.entityRef === other.entityRef && one.runId === other.runId
    : one === other;
}
