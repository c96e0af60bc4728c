import type { LoggerService } from '@backstage/backend-plugin-api';
import { aboutRun } from '../telemetry/aboutRun';
import { isUnreachable, reasonOf } from '../temporal/errors';
import { listRuns } from '../temporal/listRuns';
import type { TemporalConnection } from '../temporal/TemporalConnection';
import type { RunLedger } from './RunLedger';
import type { RunSettler } from './RunSettler';
import type { Watermarks } from './Watermarks';

/** Visibility is neither ordered nor immediate: look this far back again. */
const OVERLAP_MS = 60_000;
const AT_ONCE = 8;

/** Catches up with what nobody watched. */
export class Reconciler {
  readonly #temporal: TemporalConnection;
  readonly #ledger: RunLedger;
  readonly #settler: RunSettler;
  readonly #watermarks: Watermarks;
  readonly #logger: LoggerService;
  readonly #initiatorAttribute: string;
  #told: string | undefined;

  constructor(deps: {
    temporal: TemporalConnection;
    ledger: RunLedger;
    settler: RunSettler;
    watermarks: Watermarks;
    logger: LoggerService;
    initiatorAttribute: string;
  }) {
    this.#temporal = deps.temporal;
    this.#ledger = deps.ledger;
    this.#settler = deps.settler;
    this.#watermarks = deps.watermarks;
    this.#logger = deps.logger;
    this.#initiatorAttribute = deps.initiatorAttribute;
  }

  /**
   * One round: what visibility lists, then every open row it did not.
   * @returns whether Temporal could be asked
   */
  async reconcile(): Promise<boolean> {
    const { namespace } = this.#temporal;
    try {
      const seen = await this.#takeListed(namespace);
      const open = await this.#ledger.unfinished(namespace);
      await this.#settleAll(open.filter(runId => !seen.has(runId)));
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      this.#tellOnce(`Temporal can't be reached: ${reasonOf(error)}`);
      await this.#ledger.lostSight(namespace);
      return false;
    }
    this.#told = undefined;
    return true;
  }

  /** The same trouble every ten seconds is one line in the log. */
  #tellOnce(trouble: string): void {
    if (this.#told !== trouble) this.#logger.warn(trouble);
    this.#told = trouble;
  }

  /** Settles what closed; what is open is only noted as seen. */
  async #takeListed(namespace: string): Promise<ReadonlySet<string>> {
    const begun = new Date();
    const until = await this.#watermarks.get(namespace);
    const since = new Date((until ?? begun).getTime() - OVERLAP_MS);
    const listed = listRuns(this.#temporal, {
      closedSince: since,
      initiatorAttribute: this.#initiatorAttribute,
    });
    const seen = new Set<string>();
    for await (const { open, closed } of listed) {
      await this.#settleAll(closed.map(({ id }) => id));
      const noted = await this.#ledger.seen(open);
      noted.forEach(runId => seen.add(runId));
    }
    // Only now: a round that breaks off is done again from where it began.
    await this.#watermarks.set(namespace, begun);
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
