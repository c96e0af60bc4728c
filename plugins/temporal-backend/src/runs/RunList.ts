import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import type { SightFilter } from '../policy/VisibleRuns';
import { decodeCursor, encodeCursor, type Position } from './cursor';
import { fewRuns } from './fewRuns';
import { distinctRefs } from './distinctRefs';
import {
  LISTED_COLUMNS,
  toListed,
  type ListedRow,
  type ListedRun,
} from './ListedRun';
import { selectRuns, type Piece, type RunSelection } from './selectRuns';
import { whereCriteria } from './whereCriteria';

const READ_AT_ONCE = 500;

/** A page of runs, newest first. */
export interface ListedPage {
  readonly items: readonly ListedRun[];
  readonly nextCursor?: string;
}

/** Lists runs of the ledger, filtered in SQL before they are paged. */
export class RunList {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** @throws InputError if the cursor is not one of ours */
  async page(
    selection: RunSelection,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  ): Promise<ListedPage> {
    const behind = cursor ? decodeCursor(cursor) : undefined;
    const few = await fewRuns(this.#knex, selection);
    const piece = { behind, few, limit: limit + 1 };
    const runs = await this.#newest(selection, piece);
    const items = runs.slice(0, limit);
    const last = items.at(-1);
    const more = last && runs.length > items.length;
    return { items, nextCursor: more ? encodeCursor(last) : undefined };
  }

  /** All of them, newest first, read piece by piece as they are taken. */
  async *all(selection: RunSelection): AsyncGenerator<ListedRun> {
    const few = await fewRuns(this.#knex, selection);
    let behind: Position | undefined;
    for (;;) {
      const limit = READ_AT_ONCE;
      const runs = await this.#newest(selection, { behind, few, limit });
      yield* runs;
      if (runs.length < limit) return;
      behind = runs.at(-1);
    }
  }

  /** The unfinished runs that ask people something, beyond some runs. */
  async askingBeyond(
    criteria: PermissionCriteria<SightFilter>,
  ): Promise<readonly ListedRun[]> {
    const knex = this.#knex;
    const query = knex('runs')
      .select(...LISTED_COLUMNS)
      .whereNull('runs.closed_at')
      .whereIn(
        'runs.id',
        knex('questions').select('run_id').whereNull('outcome'),
      );
    whereCriteria({ knex, query }, { not: criteria });
    return (await query).map(toListed);
  }

  /** Refs of everything that runs were about. */
  targets(): Promise<readonly string[]> {
    return distinctRefs(this.#knex, 'target_ref');
  }

  async #newest(
    selection: RunSelection,
    piece: Piece,
  ): Promise<readonly ListedRun[]> {
    const rows: ListedRow[] = await selectRuns(
      this.#knex,
      selection,
      piece,
    ).select(...LISTED_COLUMNS);
    return rows.map(toListed);
  }
}
