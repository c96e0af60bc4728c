import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { Knex } from 'knex';
import type { RunFilter } from '../policy/runRules';

type Query = Knex.QueryBuilder;

/** Adds the conditions of a permission policy to a query of `runs`. */
export function whereCriteria(
  query: Query,
  criteria: PermissionCriteria<RunFilter>,
): Query {
  if (isAndCriteria(criteria)) {
    for (const one of criteria.allOf) {
      query.where(inner => void whereCriteria(inner, one));
    }
    return query;
  }
  if (isOrCriteria(criteria)) {
    // Without this, none of no conditions would be no condition at all.
    return query.where(any => {
      any.whereRaw('1 = 0');
      for (const one of criteria.anyOf) {
        any.orWhere(inner => void whereCriteria(inner, one));
      }
    });
  }
  if (isNotCriteria(criteria)) {
    return query.whereNot(not => void whereCriteria(not, criteria.not));
  }
  return whereFact(query, criteria);
}

function whereFact(query: Query, { fact, values }: RunFilter): Query {
  switch (fact) {
    case 'initiator':
      return query.whereIn('initiator', [...values]);
    case 'action':
      return query.whereIn('action_ref', [...values]);
    default:
      return query.whereIn('id', owned =>
        owned
          .from('run_owners')
          .select('run_id')
          .whereIn('owner_ref', [...values]),
      );
  }
}
