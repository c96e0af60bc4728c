import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { aboutRun } from '../telemetry/aboutRun';
import { isUnreachable, reasonOf } from '../temporal/errors';
import { listRuns, type AttributeNames } from '../temporal/listRuns';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import type { TemporalConnection } from '../temporal/TemporalConnection';
import { placeKey, type Place } from '../temporal/Place';
import { AdoptionRound } from './AdoptionRound';
import type { Attestor } from './Attestor';
import type { RunAdopter } from './RunAdopter';
import type { RunLedger } from './RunLedger';
import type { RunSettler } from './RunSettler';
import { SeenBefore } from './SeenBefore';
import type { Execution } from './Sightings';
import type { Watermarks } from './Watermarks';

/** Visibility is neither ordered nor immediate: look this far back again. */
const OVERLAP_MS = 60_000;
const AT_ONCE = 8;

/** Catches up with what nobody watched, and adopts what was started elsewhere. */
export class Reconciler {
  readonly #temporal: TemporalNamespaces;
  readonly #ledger: RunLedger;
  readonly #settler: RunSettler;
  readonly #watermarks: Watermarks;
  readonly #logger: LoggerService;
  readonly #adopter: RunAdopter;
  readonly #attestor: Attestor;
  readonly #attributes: AttributeNames;
  readonly #lookedAt = new SeenBefore();
  /** The last trouble told of each namespace. */
  readonly #told = new Map<string, string>();

  constructor(deps: {
    temporal: TemporalNamespaces;
    ledger: RunLedger;
    settler: RunSettler;
    watermarks: Watermarks;
    logger: LoggerService;
    adopter: RunAdopter;
    attestor: Attestor;
    attributes: AttributeNames;
  }) {
    this.#temporal = deps.temporal;
    this.#ledger = deps.ledger;
    this.#settler = deps.settler;
    this.#watermarks = deps.watermarks;
    this.#logger = deps.logger;
    this.#adopter = deps.adopter;
    this.#attestor = deps.attestor;
    this.#attributes = deps.attributes;
  }

  /**
   * One round in each namespace: what visibility lists, then every open row it
   * did not. Where one can't be asked, the others still are.
   * @returns whether all of Temporal could be asked
   */
  async reconcile(): Promise<boolean> {
    const failures: unknown[] = [];
    let reached = true;
    for (const place of await this.#places()) {
      try {
        if (!(await this.#reconcile(place))) reached = false;
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return reached;
  }

  /** Where runs begin, and where some have not ended. */
  async #places(): Promise<readonly Place[]> {
    const { configured } = this.#temporal;
    const open = await this.#ledger.openPlaces();
    const all = [...configured, ...open].map(
      place => [placeKey(place), place] as const,
    );
    return [...new Map(all).values()];
  }

  async #reconcile(place: Place): Promise<boolean> {
    try {
      const temporal = this.#temporal.of(place);
      const done = this.#lookedAt;
      const round = new AdoptionRound({
        adopter: this.#adopter,
        temporal,
        done,
      });
      const seen = await this.#takeListed(temporal, round);
      const open = await this.#ledger.unfinished(place);
      await this.#settleAll(open.filter(runId => !seen.has(runId)));
      await this.#attestor.look(temporal);
      round.tell(this.#logger);
      if (round.trouble) this.#tellOnce(place, round.trouble);
      else this.#told.delete(placeKey(place));
      return true;
    } catch (error) {
      const gone = error instanceof ServiceUnavailableError;
      if (!gone && !isUnreachable(error)) throw error;
      const { namespace } = place;
      this.#tellOnce(
        place,
        `Temporal can't be reached for namespace ${namespace}: ${reasonOf(
          error,
        )}`,
      );
      await this.#ledger.lostSight(place);
      return false;
    }
  }

  /** The same trouble every ten seconds is one line in the log. */
  #tellOnce(place: Place, trouble: string): void {
    const key = placeKey(place);
    if (this.#told.get(key) !== trouble) this.#logger.warn(trouble);
    this.#told.set(key, trouble);
  }

  /** Settles what closed; what is open is only noted as seen. */
  async #takeListed(
    temporal: TemporalConnection,
    round: AdoptionRound,
  ): Promise<ReadonlySet<string>> {
    const begun = new Date();
    const until = await this.#watermarks.get(temporal);
    const since = new Date((until ?? begun).getTime() - OVERLAP_MS);
    const listed = listRuns(temporal, {
      closedSince: since,
      attributes: this.#attributes,
    });
    const seen = new Set<string>();
    for await (const page of listed) {
      const holders = await this.#ledger.holders(page);
      const runOf = (one: Execution) => holders.get(one.temporalRunId);
      const closed = new Set(page.filter(({ open }) => !open).map(runOf));
      await this.#settleAll([...closed].filter(runId => runId !== undefined));
      const noted = await this.#ledger.seen(page.filter(({ open }) => open));
      const adopted = await round.take(page.filter(one => !runOf(one)));
      await this.#settleAll(adopted);
      [...noted, ...adopted].forEach(runId => seen.add(runId));
    }
    // Only now: a round that breaks off is done again from where it began.
    if (!round.behind) await this.#watermarks.set(temporal, begun);
    return seen;
  }

  async #settleAll(runIds: readonly string[]): Promise<void> {
    for (let i = 0; i < runIds.length; i += AT_ONCE) {
      const some = runIds.slice(i, i + AT_ONCE);
      await Promise.all(some.map(runId => this.#settle(runId)));
    }
  }

  async #settle(runId: string): Promise<void> {
    const run = await this.#ledger.get(runId);
    if (!run || run.closedAt) return;
    try {
      await this.#settler.settle(run);
    } catch (error) {
      if (isUnreachable(error)) throw error;
      // One run that can't be read must not keep the others from being so.
      aboutRun(this.#logger, runId).warn(
        `Could not settle run ${runId}: ${reasonOf(error)}`,
      );
    }
  }
}
