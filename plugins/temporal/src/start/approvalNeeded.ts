import type { Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import type { JsonObject } from '@backstage/types';
import type { OfferedAction } from 'backstage-plugin-temporal-common';

/** Whether no run of the action starts without an approval. */
export function isAlwaysApproved({ approval }: OfferedAction): boolean {
  return approval !== undefined && (approval.demanded || !approval.when);
}

/** Whether this run would have to be approved, as far as the page can tell. */
export function isApprovalNeeded(
  action: OfferedAction,
  target: Entity,
  input: JsonObject,
): boolean {
  const when = action.approval?.when;
  if (!when || isAlwaysApproved(action)) {
    return isAlwaysApproved(action);
  }
  return filterPredicateToFilterFunction(when)({ target, input });
}
