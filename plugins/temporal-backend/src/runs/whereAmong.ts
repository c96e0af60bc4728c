import type { Knex } from 'knex';
import { isSqlite } from '../database';

/**
 * A column is one of some values, however many: they are one parameter, because
 * a database takes only so many.
 */
export function whereAmong(
  { knex, query }: { readonly knex: Knex; readonly query: Knex.QueryBuilder },
  column: string,
  values: readonly string[],
): Knex.QueryBuilder {
  return isSqlite(knex)
    ? query.whereRaw('?? IN (SELECT value FROM json_each(?))', [
        column,
        JSON.stringify(values),
      ])
    : query.whereRaw('?? = ANY(?)', [column, [...values]]);
}
