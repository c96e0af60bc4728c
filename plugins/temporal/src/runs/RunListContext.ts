import type { Run } from 'backstage-plugin-temporal-common';
import { createContext, useContext, useRef, useSyncExternalStore } from 'react';
import type { RunList } from '../live/RunList';

const RunListContext = createContext<RunList | undefined>(undefined);

/** Gives the rows below it the list that their ids belong to. */
export const RunListProvider = RunListContext.Provider;

/** One run of the list; renders again only when this run changes. */
export function useRun(runId: string): Run {
  const list = useContext(RunListContext);
  if (!list) {
    throw new Error('A run can only be shown inside a RunListProvider');
  }
  // A row hears that its run has left the list before the table takes it out.
  const last = useRef<Run>();
  const run = useSyncExternalStore(
    list.state.subscribe,
    () => list.state.get().runs.get(runId) ?? last.current,
  );
  last.current = run;
  if (!run) {
    throw new Error(`Run ${runId} is not in the list that shows it`);
  }
  return run;
}
