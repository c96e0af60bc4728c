import type { Knex } from 'knex';
import type { Place } from '../temporal/Place';
import type { Principal } from '../temporal/principalOf';
import type { LedgerClock } from './LedgerClock';
import { fromRow, type RunRow } from './ledgerRow';
import type { LedgerRun } from './RunLedger';

/** Which runs were looked up, and whom Temporal named, in the ledger. */
export class AttestedRuns {
  readonly #knex: Knex;
  readonly #clock: LedgerClock;

  constructor(knex: Knex, clock: LedgerClock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Started runs that were not looked up yet, newest first. */
  async missing(place: Place, limit: number): Promise<readonly LedgerRun[]> {
    const rows = await this.#missing(place)
      .select('*')
      .orderBy('requested_at', 'desc')
      .limit(limit);
    return rows.map(fromRow);
  }

  /** Has none of them looked up, now or later. */
  async skip(place: Place): Promise<void> {
    await this.#missing(place).update({ attested_at: new Date() });
  }

  /** Writes down that Temporal names nobody. */
  async writeNobody(runId: string): Promise<void> {
    await unwritten(this.#knex, runId).update({ attested_at: new Date() });
  }

  /**
   * Writes down whom Temporal names.
   * @param also - what stands or falls with it
   * @returns `false` if it was written before, by another replica too
   */
  async write(
    runId: string,
    principal: Principal,
    also: (trx: Knex) => Promise<void>,
  ): Promise<boolean> {
    return this.#clock.change(async (trx, version) => {
      const written: unknown = await unwritten(trx, runId).update({
        principal: JSON.stringify(principal),
        attested_at: new Date(),
        version,
      });
      if (written !== 1) return false;
      await also(trx);
      return true;
    });
  }

  #missing({ cluster, namespace }: Place) {
    return this.#knex<RunRow>('runs')
      .where({ cluster, namespace })
      .whereNull('attested_at')
      .whereNotNull('first_execution_run_id');
  }
}

function unwritten(knex: Knex, runId: string) {
  return knex('runs').where({ id: runId }).whereNull('attested_at');
}
