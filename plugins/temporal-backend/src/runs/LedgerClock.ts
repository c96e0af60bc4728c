import type { Knex } from 'knex';

/** Gives each change of the ledger its version, in the order of the commits. */
export class LedgerClock {
  readonly #knex: Knex;
  readonly #listeners = new Set<() => void>();

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Does a change under the next version. The clock's row is locked until the
   * commit, so that versions become visible in their order.
   */
  async change<T>(
    change: (trx: Knex.Transaction, version: number) => Promise<T>,
  ): Promise<T> {
    const result = await this.#knex.transaction(async trx => {
      const [clock] = await trx('ledger_clock')
        .where({ id: 1 })
        .increment('version', 1)
        .returning('version');
      return change(trx, Number(clock.version));
    });
    this.#listeners.forEach(listener => listener());
    return result;
  }

  /** Calls back after each change made through this object. */
  onTick(listener: () => void): void {
    this.#listeners.add(listener);
  }
}
