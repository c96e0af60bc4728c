import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { Knex } from 'knex';
import type { SightFilter } from '../policy/VisibleRuns';
import { whereAmong } from './whereAmong';

type Query = Knex.QueryBuilder;

interface On {
  readonly knex: Knex;
  readonly query: Query;
}

/** Adds what somebody may see to a query of `runs`. */
export function whereCriteria(
  { knex, query }: On,
  criteria: PermissionCriteria<SightFilter>,
): Query {
  if (isAndCriteria(criteria)) {
    for (const one of criteria.allOf) {
      query.where(inner => void whereCriteria({ knex, query: inner }, one));
    }
    return query;
  }
  if (isOrCriteria(criteria)) {
    // None of no conditions would be no condition at all.
    if (criteria.anyOf.length < 1) return query.whereRaw('1 = 0');
    return query.where(any => {
      for (const one of criteria.anyOf) {
        any.orWhere(inner => void whereCriteria({ knex, query: inner }, one));
      }
    });
  }
  if (isNotCriteria(criteria)) {
    return query.whereNot(
      not => void whereCriteria({ knex, query: not }, criteria.not),
    );
  }
  return whereFact({ knex, query }, criteria);
}

function whereFact(on: On, { fact, values }: SightFilter): Query {
  switch (fact) {
    case 'initiator':
      // What was started elsewhere only claims to be somebody's.
      on.query.where('runs.verified', true);
      return whereAmong(on, 'runs.initiator', values);
    case 'action':
      return whereAmong(on, 'runs.action_ref', values);
    case 'target':
      return whereAmong(on, 'runs.target_ref', values);
    case 'run':
      return whereAmong(on, 'runs.id', values);
    default: {
      const { knex, query } = on;
      const owned = knex('run_owners').select('run_id');
      whereAmong({ knex, query: owned }, 'owner_ref', values);
      return query.whereIn('runs.id', owned);
    }
  }
}
