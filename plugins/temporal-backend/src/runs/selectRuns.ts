import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { RunFilters } from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import type { SightFilter } from '../policy/VisibleRuns';
import type { Position } from './cursor';
import type { Few } from './fewRuns';
import { whereCriteria } from './whereCriteria';
import { whereFilters } from './whereFilters';

/** Which runs: those that are looked for, among those that may be seen. */
export interface RunSelection {
  readonly filters: RunFilters;
  readonly criteria?: PermissionCriteria<SightFilter>;
}

/** Where to go on, how many at most, and of which, if they are few. */
export interface Piece {
  readonly behind?: Position;
  readonly limit: number;
  readonly few?: Few;
}

const NEWEST = { at: 'runs.requested_at', id: 'runs.id' };
const NEWEST_OWNED = { at: 'run_owners.requested_at', id: 'run_owners.run_id' };

/** A query of `runs` for the newest of a selection. */
export function selectRuns(
  knex: Knex,
  { filters, criteria }: RunSelection,
  { behind, few, limit }: Piece,
): Knex.QueryBuilder {
  const { owner, ...others } = filters;
  const query = few ? among(knex, few) : knex('runs');
  if (owner) whereOwned(query, owner, few !== undefined);
  whereFilters({ knex, query }, others);
  if (criteria) whereCriteria({ knex, query }, criteria);
  const { at, id } = owner && !few ? NEWEST_OWNED : NEWEST;
  if (behind) {
    const position = [at, id, behind.requestedAt, behind.id];
    query.whereRaw('(??, ??) < (?, ?)', position);
  }
  return query.limit(limit).orderBy([
    { column: at, order: 'desc' },
    { column: id, order: 'desc' },
  ]);
}

/** Runs that are looked up by these ids, and not found by anything else. */
function among(knex: Knex, few: Few): Knex.QueryBuilder {
  return knex
    .withMaterialized('few', few.ids)
    .from('few')
    .joinRaw('CROSS JOIN runs')
    .whereRaw('runs.id = few.id');
}

/** The table of owners is sorted by time, so it leads unless there are few. */
function whereOwned(query: Knex.QueryBuilder, owner: string, few: boolean) {
  return few
    ? query.whereExists(owned =>
        owned
          .from('run_owners')
          .where({ owner_ref: owner })
          .whereRaw('run_id = runs.id'),
      )
    : query
        .join('run_owners', 'run_owners.run_id', 'runs.id')
        .where('run_owners.owner_ref', owner);
}
