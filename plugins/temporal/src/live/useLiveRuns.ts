import { useApi } from '@backstage/frontend-plugin-api';
import { useSyncExternalStore } from 'react';
import { temporalApiRef, type TemporalApi } from '../api/TemporalApi';
import { LiveRuns } from './LiveRuns';
import type { Watched } from './Watched';

const tabs = new WeakMap<TemporalApi, LiveRuns>();

/** What this browser tab knows of runs; one per client. */
export function useLiveRuns(): LiveRuns {
  const api = useApi(temporalApiRef);
  const live = tabs.get(api) ?? new LiveRuns(api);
  tabs.set(api, live);
  return live;
}

/** Renders again whenever the value changes. */
export function useWatched<T>(watched: Watched<T>): T {
  return useSyncExternalStore(watched.subscribe, watched.get);
}
