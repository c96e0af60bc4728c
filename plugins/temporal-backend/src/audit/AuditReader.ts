import type {
  AuditPage,
  AuditRecord,
  ExportAuditRequest,
  ReadAuditRequest,
} from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../cursor';
import { fromRow, type AuditRow } from './auditRow';

const EXPORTED_AT_ONCE = 500;

/** What to look for. */
export type AuditFilters = Omit<ReadAuditRequest, 'limit' | 'cursor'>;

/** Reads records. Whoever asks it must have been allowed to. */
export class AuditReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * One page, newest first.
   * @param before - the id of the record of this look, which is not shown
   * @throws InputError if the cursor is not one of ours
   */
  async page(request: ReadAuditRequest, before: number): Promise<AuditPage> {
    const { limit, cursor } = request;
    const end = cursor ? positionOf(cursor) : before;
    const rows = await this.#matching(request)
      .andWhere('id', '<', Math.min(end, before))
      .orderBy('id', 'desc')
      .limit(limit + 1);
    const items = rows.slice(0, limit).map(fromRow);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, nextCursor: last && encodeCursor(`${last.id}`) };
  }

  /**
   * All records, oldest first, read piece by piece as they are taken.
   * @param before - the id of the record of this export, which is left out
   */
  async *all(
    request: ExportAuditRequest,
    before: number,
  ): AsyncGenerator<AuditRecord> {
    let after = 0;
    for (;;) {
      const rows: AuditRow[] = await this.#matching(request)
        .andWhere('id', '>', after)
        .andWhere('id', '<', before)
        .orderBy('id')
        .limit(EXPORTED_AT_ONCE);
      yield* rows.map(fromRow);
      if (rows.length < EXPORTED_AT_ONCE) return;
      after = Number(rows.at(-1)?.id);
    }
  }

  #matching(filters: AuditFilters): Knex.QueryBuilder<AuditRow, AuditRow[]> {
    const { action, entityRef, event, from, outcome, person, run, to } =
      filters;
    const equal = {
      action_ref: action,
      target_ref: entityRef,
      run_id: run?.toLowerCase(),
      event,
      outcome,
    };
    const query = this.#knex<AuditRow>('audit_records').where(known(equal));
    if (person) {
      // Refs are written in lower case, subjects of machines as they are.
      const names = [person, person.toLocaleLowerCase('en-US')];
      query.andWhere(either =>
        either.whereIn('caller', names).orWhereIn('initiator', names),
      );
    }
    if (from) query.andWhere('at', '>=', new Date(from));
    if (to) query.andWhere('at', '<', new Date(to));
    return query;
  }
}

function positionOf(cursor: string): number {
  return Number(decodeCursor(cursor, /^(\d{1,15})$/)[1]);
}

function known(columns: Record<string, string | undefined>) {
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  );
}
