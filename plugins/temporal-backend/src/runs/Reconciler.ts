import type { LoggerService } from '@backstage/backend-plugin-api';
import { isUnreachable, reasonOf } from '../temporal/errors';
import { closedSince } from '../temporal/closedRuns';
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

  /** One round: what closed lately, then every run still unfinished. */
  async reconcile(): Promise<void> {
    const { namespace } = this.#temporal;
    try {
      await this.#settleClosed(namespace);
      await this.#settleAll(
        (await this.#ledger.unfinished(namespace)).map(run => run.id),
      );
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      this.#logger.warn(`Temporal can't be reached: ${reasonOf(error)}`);
      await this.#ledger.lostSight(namespace);
    }
  }

  async #settleClosed(namespace: string): Promise<void> {
    const begun = new Date();
    const until = await this.#watermarks.get(namespace);
    const since = new Date((until ?? begun).getTime() - OVERLAP_MS);
    const closed = closedSince(this.#temporal, {
      since,
      initiatorAttribute: this.#initiatorAttribute,
    });
    for await (const page of closed) await this.#settleAll(page);
    // Only now: a round that breaks off is done again from where it began.
    await this.#watermarks.set(namespace, begun);
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
      this.#logger.warn(`Could not settle run ${runId}: ${reasonOf(error)}`);
    }
  }
}
