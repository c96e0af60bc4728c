import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { Knex } from 'knex';
import type { SightFilter } from '../policy/VisibleRuns';
import type { RunSelection } from './selectRuns';
import { whereCriteria } from './whereCriteria';
import { whereFilters } from './whereFilters';

/** So many are looked through one by one, whatever else is looked for. */
const FEW = 1_000;
/** With more of them PostgreSQL reads the table instead. */
const FEW_VALUES = 50;

/** A query for the ids of few runs; bare, `await` would run it. */
export interface Few {
  readonly ids: Knex.QueryBuilder;
}

/**
 * Where few runs meet one of several conditions: their ids. Each condition has
 * its index, sorted by time; where two meet, a database must choose, and walking
 * through a big team's runs for those of an action that it hardly ever runs
 * takes long. So the runs of each are counted, up to some.
 */
export async function fewRuns(
  knex: Knex,
  { filters, criteria }: RunSelection,
): Promise<Few | undefined> {
  const { action, entityRef, initiator, owner, status } = filters;
  const ids = () => knex('runs').select('runs.id');
  const looked = [
    ...[{ action }, { entityRef }, { initiator }, { status }]
      .filter(one => Object.values(one).some(value => value !== undefined))
      .map(one => whereFilters({ knex, query: ids() }, one)),
    ...(owner
      ? [knex('run_owners').select('run_id as id').where({ owner_ref: owner })]
      : []),
  ];
  const seen =
    criteria && isNarrow(criteria)
      ? [whereCriteria({ knex, query: ids() }, criteria)]
      : [];
  // One alone is found by its index.
  if (looked.length < 2 && seen.length === 0) return undefined;
  const all = [...looked, ...seen];
  const counts = all.map((query, i) =>
    knex.count('*').from(query.clone().limit(FEW).as('some')).as(`count_${i}`),
  );
  const found = Object.values(await knex.first(counts)).map(Number);
  const least = Math.min(...found);
  return least < FEW ? { ids: all[found.indexOf(least)] } : undefined;
}

/** How much a database must take in to know what may be seen. */
export function sizeOf(criteria: PermissionCriteria<SightFilter>): number {
  if (isNotCriteria(criteria)) return sizeOf(criteria.not);
  if (isAndCriteria(criteria) || isOrCriteria(criteria)) {
    const parts = isAndCriteria(criteria) ? criteria.allOf : criteria.anyOf;
    return parts.map(sizeOf).reduce((a, b) => a + b, 0);
  }
  return criteria.values.length;
}

/** Whether it names what it lets see, and that is not much. */
function isNarrow(criteria: PermissionCriteria<SightFilter>): boolean {
  if (isAndCriteria(criteria)) return criteria.allOf.some(isNarrow);
  if (isOrCriteria(criteria)) return criteria.anyOf.every(isNarrow);
  if (isNotCriteria(criteria)) return false;
  return criteria.values.length <= FEW_VALUES;
}
