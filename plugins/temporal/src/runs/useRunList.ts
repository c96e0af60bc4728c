import type { Run } from 'backstage-plugin-temporal-common';
import { useMemo } from 'react';
import type { RunList, RunListState } from '../live/RunList';
import { useLiveRuns, useWatched } from '../live/useLiveRuns';
import type { WantedRuns } from '../live/WantedRuns';

/** The runs that are wanted, kept true while the component is on the page. */
export function useRunList(wanted: WantedRuns): {
  readonly list: RunList;
  readonly state: RunListState;
  readonly runs: readonly Run[];
} {
  const list = useLiveRuns().list(wanted);
  const state = useWatched(list.state);
  const { ids, runs: known } = state;
  const runs = useMemo(
    () => ids.flatMap(id => known.get(id) ?? []),
    [ids, known],
  );
  return { list, state, runs };
}
