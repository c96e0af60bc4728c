import type { Knex } from 'knex';
import type { Place } from '../temporal/Place';
import type { Watermarks } from '../runs/Watermarks';

/** What the database says is still to be done; the same on every replica. */
export class Backlog {
  readonly #knex: Knex;
  readonly #watermarks: Watermarks;
  readonly #places: readonly Place[];

  constructor(deps: {
    readonly knex: Knex;
    readonly watermarks: Watermarks;
    readonly places: readonly Place[];
  }) {
    this.#knex = deps.knex;
    this.#watermarks = deps.watermarks;
    this.#places = deps.places;
  }

  /** Up to when the reconciler has read what closed everywhere, if it ever has. */
  async reconciledUntil(): Promise<Date | undefined> {
    const all = await Promise.all(
      this.#places.map(place => this.#watermarks.get(place)),
    );
    const times = all.map(until => until?.getTime() ?? 0);
    const oldest = Math.min(...times);
    return oldest > 0 ? new Date(oldest) : undefined;
  }

  /** When the unfinished run was last seen that was not seen for longest. */
  async oldestSighting(): Promise<Date | undefined> {
    const oldest = await this.#knex('runs')
      .whereNull('closed_at')
      .min('observed_at as at')
      .first();
    return oldest?.at ? new Date(oldest.at) : undefined;
  }

  /** How many audit records have no outcome yet. */
  pendingRecords(): Promise<number> {
    return this.#count(this.#knex('audit_records').where('outcome', 'pending'));
  }

  /** How many notices are still to be sent. */
  unsentNotices(): Promise<number> {
    return this.#count(
      this.#knex('notices').whereNull('sent_at').whereNull('dropped_at'),
    );
  }

  async #count(rows: Knex.QueryBuilder): Promise<number> {
    const counted = await rows.count('* as number').first();
    return Number(counted.number);
  }
}
