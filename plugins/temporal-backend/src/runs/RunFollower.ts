import { isFinished, type RunNews } from 'backstage-plugin-temporal-common';
import type { RunTraits } from '../policy/VisibleRuns';
import { beganIn } from './RunAttempt';
import type { LedgerRun, RunLedger } from './RunLedger';
import { Audience } from './Audience';
import type { LedgerChange } from './LedgerChange';
import type { NewestWatch } from './NewestWatch';
import { PendingNews } from './PendingNews';
import type { RunNewsFeed } from './RunNewsFeed';
import type { RunWatcher } from './RunWatcher';

// Nobody looks at more rows than this at once; the reconciler sees to the rest.
const WATCHED_MOST = 50;

/** Which runs somebody looks at: those on a target, or one, both, or all. */
export interface FollowScope {
  readonly entityRef?: string;
  readonly runId?: string;
  /** The last version seen; what changed since is told first. */
  readonly cursor?: number;
  /** Whether the viewer may hear of a run; may change while they listen. */
  readonly hears: (run: RunTraits) => boolean;
}

/** What a follower hears: where the ledger stands, then each change. */
export type Followed =
  | { readonly kind: 'ready'; readonly version: number }
  | { readonly kind: 'run'; readonly news: RunNews };

/** What a viewer has watched, by the ids of the runs. */
type Watches = Map<
  string,
  { readonly attempt: number; readonly leave: () => void }
>;

/** Tells one viewer of changes, and has what it looks at watched meanwhile. */
export class RunFollower {
  readonly #ledger: RunLedger;
  readonly #feed: RunNewsFeed;
  readonly #watcher: RunWatcher;
  readonly #newest: NewestWatch;
  readonly #audience = new Audience();

  constructor(deps: {
    ledger: RunLedger;
    feed: RunNewsFeed;
    watcher: RunWatcher;
    newest: NewestWatch;
  }) {
    this.#ledger = deps.ledger;
    this.#feed = deps.feed;
    this.#watcher = deps.watcher;
    this.#newest = deps.newest;
  }

  /** Goes on until the signal aborts. */
  async *follow(
    scope: FollowScope,
    signal: AbortSignal,
  ): AsyncGenerator<Followed> {
    const pending = new PendingNews();
    const watches: Watches = new Map();
    const ofAll = !scope.entityRef && !scope.runId;
    const concerns = (change: LedgerChange) =>
      (ofAll ||
        change.runId === scope.runId ||
        change.targetRef === scope.entityRef) &&
      scope.hears(change);
    const { version, stop } = await this.#feed.listen(change => {
      if (concerns(change)) pending.add(change);
    });
    const left = this.#audience.join(scope);
    const turn = (change: LedgerChange) => this.#audience.turn(change, signal);
    try {
      if (ofAll) watches.set('', { attempt: 0, leave: this.#newest.join() });
      else await this.#watchAll(scope, watches);
      for await (const missed of this.#missed(scope.cursor)) {
        if (concerns(missed)) yield toNews(missed);
      }
      // Its version is where a reader resumes, so what came before is told first.
      yield { kind: 'ready', version };
      for await (const change of pending.taken(signal, turn)) {
        if (!ofAll) await this.#watchIfOpen(change, watches, scope);
        yield toNews(change);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      stop();
      left();
      watches.forEach(({ leave }) => leave());
    }
  }

  async *#missed(cursor?: number): AsyncGenerator<LedgerChange> {
    let since = cursor;
    while (since !== undefined) {
      const changes = await this.#ledger.changesSince(since);
      yield* changes;
      since = changes.at(-1)?.version;
    }
  }

  async #watchAll(scope: FollowScope, watches: Watches) {
    const { entityRef, runId } = scope;
    const open = entityRef ? await this.#ledger.unfinishedOn(entityRef) : [];
    const one = runId ? await this.#ledger.get(runId) : undefined;
    const newest = open.slice(-WATCHED_MOST);
    for (const run of one ? [...newest, one] : newest) {
      this.#watch(run, watches, run === one);
    }
  }

  async #watchIfOpen(
    { runId, attempt }: LedgerChange,
    watches: Watches,
    scope: FollowScope,
  ) {
    if (watches.get(runId)?.attempt === attempt) return;
    const run = await this.#ledger.get(runId);
    if (run) this.#watch(run, watches, runId === scope.runId);
  }

  #watch(run: LedgerRun, watches: Watches, closely: boolean): void {
    const { attempt } = run;
    const known = watches.get(run.id);
    if (!beganIn(run) || isFinished(run.status)) return;
    if (known?.attempt === attempt) return;
    known?.leave();
    watches.set(run.id, { attempt, leave: this.#watcher.watch(run, closely) });
    const [oldest] = watches;
    if (watches.size <= WATCHED_MOST || !oldest) return;
    const [runId, { leave }] = oldest;
    leave();
    watches.delete(runId);
  }
}

function toNews(change: LedgerChange): Followed {
  const { runId, version } = change;
  return { kind: 'run', news: { runId, version } };
}
