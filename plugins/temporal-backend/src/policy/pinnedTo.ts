import type { Action } from 'backstage-plugin-temporal-node';
import type { Place } from '../temporal/Place';

/** An action as it is for a run that is in a namespace already, and stays there. */
export function pinnedTo(
  action: Action,
  { cluster, namespace }: Place,
): Action {
  return { ...action, spec: { ...action.spec, cluster, namespace } };
}
