import type { OfferedActions, Run } from 'backstage-plugin-temporal-common';
import { isFinished } from 'backstage-plugin-temporal-common';
import { useEffect } from 'react';
import type { Known } from '../live/LiveQuery';
import { useLiveRuns, useWatched } from '../live/useLiveRuns';

/**
 * The actions on an entity. Asked again when a run begins or ends, because
 * that can change what may be started.
 */
export function useActions(
  entityRef: string,
  runs: readonly Run[],
): { readonly known: Known<OfferedActions>; readonly look: () => void } {
  const query = useLiveRuns().actions(entityRef);
  const known = useWatched(query.known);
  const open = runs
    .filter(run => !isFinished(run.status))
    .map(run => run.id)
    .join();
  useEffect(() => {
    query.look();
  }, [query, open]);
  return { known, look: query.look };
}

/** Actions under their headings, in the order they came. */
export function groupActions<T extends { readonly group?: string }>(
  actions: readonly T[],
): ReadonlyMap<string | undefined, readonly T[]> {
  const groups = new Map<string | undefined, T[]>();
  for (const action of actions) {
    const group = groups.get(action.group) ?? [];
    group.push(action);
    groups.set(action.group, group);
  }
  return groups;
}
