import type { Knex } from 'knex';
import { placeKey, type Place } from '../temporal/Place';

/** Up to which close time each namespace has been reconciled. */
export class Watermarks {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(place: Place): Promise<Date | undefined> {
    const namespace = placeKey(place);
    const row = await this.#knex('watermarks').where({ namespace }).first();
    return row && new Date(row.closed_until);
  }

  async set(place: Place, until: Date): Promise<void> {
    await this.#knex('watermarks')
      .insert({ namespace: placeKey(place), closed_until: until })
      .onConflict('namespace')
      .merge();
  }
}
