import type { Knex } from 'knex';
import type { Watermarks } from '../runs/Watermarks';

/** What the database says is still to be done; the same on every replica. */
export class Backlog {
  readonly #knex: Knex;
  readonly #watermarks: Watermarks;
  readonly #namespace: string;

  constructor(deps: {
    readonly knex: Knex;
    readonly watermarks: Watermarks;
    readonly namespace: string;
  }) {
    this.#knex = deps.knex;
    this.#watermarks = deps.watermarks;
    this.#namespace = deps.namespace;
  }

  /** Up to when the reconciler has read what closed, if it ever has. */
  reconciledUntil(): Promise<Date | undefined> {
    return this.#watermarks.get(this.#namespace);
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
