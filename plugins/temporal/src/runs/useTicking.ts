import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useSyncExternalStore } from 'react';
import { Watched } from '../live/Watched';

const TICK_MS = 1000;

/** One timer for everything that ticks, and none while nothing does. */
const ticks = new Watched(0, () => {
  const timer = setInterval(() => ticks.set(ticks.get() + 1), TICK_MS);
  return () => clearInterval(timer);
});

/** A text that depends on the time; renders again only when it changes. */
export function useTicking(
  write: (now: number, language: string) => string,
): string {
  const language = useLanguage();
  return useSyncExternalStore(ticks.subscribe, () =>
    write(Math.floor(Date.now() / TICK_MS) * TICK_MS, language),
  );
}

/** The time in whole seconds, for drawings that grow. */
export function useNow(): number {
  return useSyncExternalStore(
    ticks.subscribe,
    () => Math.floor(Date.now() / TICK_MS) * TICK_MS,
  );
}

/** The language that the app is shown in. */
export function useLanguage(): string {
  return useApi(appLanguageApiRef).getLanguage().language;
}
