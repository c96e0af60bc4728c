import type { Knex } from 'knex';
import type { Attempt, AuditMeta } from './Attempt';
import { beginningColumns, endingColumns, type AuditRow } from './auditRow';
import type { Ending } from './ending';

/** The table of records. A record is written first and ended once. */
export class AuditRecords {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** @returns the id of the new record, whose outcome is `pending` */
  async begin(attempt: Attempt): Promise<number> {
    const [row] = await this.#knex('audit_records')
      .insert(beginningColumns(attempt))
      .returning('id');
    return Number(row.id);
  }

  /** @returns whether it was still pending, and so now has this outcome */
  async end(id: number, meta: AuditMeta, ending: Ending): Promise<boolean> {
    const changed = await this.#knex('audit_records')
      .where({ id, outcome: 'pending' })
      .update(endingColumns(meta, ending));
    return changed === 1;
  }

  /** Gives up on what is still pending from before: its process died. */
  async giveUp(before: Date): Promise<void> {
    await this.#knex<AuditRow>('audit_records')
      .where({ outcome: 'pending' })
      .andWhere('at', '<', before)
      .update({ outcome: 'unknown', finished_at: new Date() });
  }
}
