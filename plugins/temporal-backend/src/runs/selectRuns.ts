import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { RunFilters } from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import type { SightFilter } from '../policy/VisibleRuns';
import type { Position } from './cursor';
import { whereCriteria } from './whereCriteria';
import { whereFilters } from './whereFilters';

/** Which runs: those that are looked for, among those that may be seen. */
export interface RunSelection {
  readonly filters: RunFilters;
  readonly criteria?: PermissionCriteria<SightFilter>;
}

/** Where to go on, and how many at most. */
export interface Piece {
  readonly behind?: Position;
  readonly limit: number;
}

/** A query of `runs` for the newest of a selection. */
export function selectRuns(
  knex: Knex,
  { filters, criteria }: RunSelection,
  { behind, limit }: Piece,
): Knex.QueryBuilder {
  const { owner, ...others } = filters;
  const query = knex('runs').limit(limit);
  // The table of owners is sorted by time, too: the newest are found at once of
  // an owner of few runs as well as of one of most.
  const [at, id] = owner
    ? ['run_owners.requested_at', 'run_owners.run_id']
    : ['runs.requested_at', 'runs.id'];
  if (owner) {
    query
      .join('run_owners', 'run_owners.run_id', 'runs.id')
      .where('run_owners.owner_ref', owner);
  }
  whereFilters({ knex, query }, others);
  if (criteria) whereCriteria({ knex, query }, criteria);
  if (behind) {
    const position = [at, id, behind.requestedAt, behind.id];
    query.whereRaw('(??, ??) < (?, ?)', position);
  }
  return query.orderBy([
    { column: at, order: 'desc' },
    { column: id, order: 'desc' },
  ]);
}
