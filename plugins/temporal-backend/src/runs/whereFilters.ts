import { isFinished, type RunFilters } from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { isSqlite } from '../database';

type Query = Knex.QueryBuilder;

/** Adds what is looked for to a query of `runs`, all but the owner. */
export function whereFilters(
  { knex, query }: { readonly knex: Knex; readonly query: Query },
  filters: Omit<RunFilters, 'owner'>,
): Query {
  const { action, entityRef, from, initiator, status, text, to } = filters;
  if (action) query.where('runs.action_ref', action);
  if (entityRef) query.where('runs.target_ref', entityRef);
  if (initiator) query.whereIn('runs.initiator', namesOf(initiator));
  if (status) {
    query.whereIn('runs.status', [...status]);
    // Says the same again, for the index of those.
    if (!status.some(isFinished)) query.whereNull('runs.closed_at');
  }
  if (from) query.where('runs.requested_at', '>=', new Date(from));
  if (to) query.where('runs.requested_at', '<', new Date(to));
  if (text) whereReason({ knex, query }, text);
  return query;
}

/** Refs are written in lower case, subjects of machines as they are. */
function namesOf(initiator: string): string[] {
  return [...new Set([initiator, initiator.toLocaleLowerCase('en-US')])];
}

function whereReason(
  { knex, query }: { readonly knex: Knex; readonly query: Query },
  text: string,
): Query {
  const part = `%${text.replace(/[!%_]/g, '!$&')}%`;
  // SQLite's LIKE has no regard to case anyway, in ASCII.
  const [like, stopReason] = isSqlite(knex)
    ? ['LIKE', "json_extract(runs.stop, '$.reason')"]
    : ['ILIKE', "runs.stop::json ->> 'reason'"];
  return query.where(either =>
    either
      .whereRaw(`runs.reason ${like} ? ESCAPE '!'`, [part])
      .orWhereRaw(`${stopReason} ${like} ? ESCAPE '!'`, [part]),
  );
}
