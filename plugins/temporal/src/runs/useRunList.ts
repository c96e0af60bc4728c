import type { Run } from 'backstage-plugin-temporal-common';
import { useMemo } from 'react';
import type { RunList, RunListState } from '../live/RunList';
import { useLiveRuns, useWatched } from '../live/useLiveRuns';

/** The runs of an entity, kept true while the component is on the page. */
export function useRunList(entityRef: string): {
  readonly list: RunList;
  readonly state: RunListState;
  readonly runs: readonly Run[];
} {
  const list = useLiveRuns().list(entityRef);
  const state = useWatched(list.state);
  const runs = useMemo(() => [...state.runs.values()], [state.runs]);
  return { list, state, runs };
}
