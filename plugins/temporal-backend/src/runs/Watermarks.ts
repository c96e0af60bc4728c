import type { Knex } from 'knex';

/** Up to which close time each namespace has been reconciled. */
export class Watermarks {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(namespace: string): Promise<Date | undefined> {
    const row = await this.#knex('watermarks').where({ namespace }).first();
    return row && new Date(row.closed_until);
  }

  async set(namespace: string, until: Date): Promise<void> {
    await this.#knex('watermarks')
      .insert({ namespace, closed_until: until })
      .onConflict('namespace')
      .merge();
  }
}
