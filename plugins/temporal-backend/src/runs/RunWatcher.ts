import type { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as delay } from 'node:timers/promises';
import { aboutRun } from '../telemetry/aboutRun';
import { CurrentDetails } from '../temporal/CurrentDetails';
import { isUnreachable, reasonOf } from '../temporal/errors';
import type { LiveRun } from '../temporal/LiveRun';
import { RunView } from '../temporal/RunView';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import type { Place } from '../temporal/Place';
import type { Attestor } from './Attestor';
import type { LedgerRun, RunLedger } from './RunLedger';
import type { RunNow } from './Sightings';

const DESCRIBE_EVERY_MS = 2_000;
const ASK_EVERY_MS = 2_000;
const AFTER_ERROR_MS = 1_000;

interface Watched {
  readonly attempt: number;
  viewers: number;
  /** Of those, the ones that look at the run's own page. */
  readers: number;
  readonly details: CurrentDetails;
  readonly stop: AbortController;
  live?: LiveRun;
  written?: string;
  attested: boolean;
  writing: Promise<void>;
}

/**
 * Follows each watched run once, however many people look at it, and writes
 * what it sees into the ledger. The last one to leave stops it.
 */
export class RunWatcher {
  readonly #temporal: TemporalNamespaces;
  readonly #ledger: RunLedger;
  readonly #attestor: Attestor;
  readonly #logger: LoggerService;
  readonly #watched = new Map<string, Watched>();

  constructor(deps: {
    temporal: TemporalNamespaces;
    ledger: RunLedger;
    attestor: Attestor;
    logger: LoggerService;
  }) {
    this.#temporal = deps.temporal;
    this.#ledger = deps.ledger;
    this.#attestor = deps.attestor;
    this.#logger = deps.logger;
  }

  /**
   * Watches a started, unfinished run.
   * @param closely - whether its own page is looked at, which shows more
   * @returns how to stop looking
   */
  watch(run: LedgerRun, closely = false): () => void {
    const known = this.#watched.get(run.id);
    const watched =
      known && known.attempt >= run.attempt ? known : this.#begin(run);
    const readers = closely ? 1 : 0;
    watched.viewers += 1;
    watched.readers += readers;
    let looking = true;
    return () => {
      if (!looking) return;
      looking = false;
      watched.viewers -= 1;
      watched.readers -= readers;
      if (watched.viewers === 0) this.#end(run.id, watched);
    };
  }

  /** What is seen of a run right now, if it is watched here. */
  live(run: RunNow): LiveRun | undefined {
    const watched = this.#watched.get(run.id);
    return watched?.attempt === run.attempt ? watched.live : undefined;
  }

  /** How many runs are followed. */
  get size(): number {
    return this.#watched.size;
  }

  /** Stops following everything. */
  close(): void {
    this.#watched.forEach((watched, runId) => this.#end(runId, watched));
  }

  #begin(run: LedgerRun): Watched {
    const earlier = this.#watched.get(run.id);
    if (earlier) this.#end(run.id, earlier);
    const watched: Watched = {
      attempt: run.attempt,
      viewers: 0,
      readers: 0,
      details: new CurrentDetails(this.#temporal.of(run), run),
      stop: new AbortController(),
      attested: false,
      writing: Promise.resolve(),
    };
    this.#watched.set(run.id, watched);
    const view = new RunView(this.#temporal.of(run), run);
    const follow = () => this.#follow(run, view, watched);
    const describe = () => this.#describe(run, view, watched);
    this.#persist(run, watched, follow);
    this.#persist(run, watched, describe);
    this.#persist(run, watched, () => this.#askDetails(run, view, watched));
    return watched;
  }

  #end(runId: string, watched: Watched): void {
    watched.stop.abort();
    if (this.#watched.get(runId) === watched) this.#watched.delete(runId);
  }

  /** Repeats a loop until the watch ends; an error is told and outlived. */
  async #persist(
    run: LedgerRun,
    watched: Watched,
    loop: () => Promise<void>,
  ): Promise<void> {
    const { signal } = watched.stop;
    while (!signal.aborted) {
      try {
        await loop();
      } catch (error) {
        if (signal.aborted) return;
        if (isUnreachable(error)) await this.#lostSight(run);
        aboutRun(this.#logger, run.id).debug(
          `Following run ${run.id}: ${reasonOf(error)}`,
        );
        await delay(AFTER_ERROR_MS, undefined, { signal }).catch(() => {});
      }
    }
  }

  async #follow(run: LedgerRun, view: RunView, watched: Watched) {
    await view.wait(watched.stop.signal);
    await this.#write(run, view, watched);
  }

  async #describe(run: LedgerRun, view: RunView, watched: Watched) {
    const { signal } = watched.stop;
    await delay(DESCRIBE_EVERY_MS, undefined, { signal });
    if (!view.moving) return;
    await view.describe();
    await this.#write(run, view, watched);
  }

  /** On its own, because a worker that does not answer must hold up nothing. */
  async #askDetails(run: LedgerRun, view: RunView, watched: Watched) {
    const { details, stop } = watched;
    const { place } = view;
    const asks = place && watched.readers > 0;
    if (asks && (await details.ask(place)))
      await this.#write(run, view, watched);
    await delay(ASK_EVERY_MS, undefined, { signal: stop.signal });
  }

  /** Writes one after the other, so that an older look never wins. */
  #write(run: LedgerRun, view: RunView, watched: Watched): Promise<void> {
    watched.writing = watched.writing
      .catch(() => {})
      .then(() => this.#writeNow(run, view, watched));
    return watched.writing;
  }

  async #writeNow(run: LedgerRun, view: RunView, watched: Watched) {
    if (watched.stop.signal.aborted) return;
    const live = { ...view.snapshot(), details: watched.details.text };
    if (live.principal && !watched.attested) {
      await this.#attestor.note(run, live.principal);
      watched.attested = true;
    }
    if (live.outcome) {
      await this.#ledger.close(run, live.outcome);
      this.#end(run.id, watched);
      return;
    }
    const seen = JSON.stringify([live.timeline, live.unpolled, live.details]);
    watched.live = live;
    const status = await this.#ledger.observe(run, {
      ...live,
      pageChanged: seen !== watched.written,
    });
    if (status) view.noteStatus(status);
    watched.written = seen;
  }

  async #lostSight(place: Place): Promise<void> {
    await this.#ledger
      .lostSight(place)
      .catch(error => this.#logger.warn('Could not write the ledger', error));
  }
}
