import type { RunFilters, RunStatus } from 'backstage-plugin-temporal-common';

/**
 * Which runs a list shows. `lastMs` is how far back from now it looks, in place
 * of `from`: what it means changes from one look to the next.
 */
export interface WantedRuns extends RunFilters {
  readonly lastMs?: number;
}

/** What is wanted, as the backend is asked for it now. */
export function asOfNow({ lastMs, ...filters }: WantedRuns): RunFilters {
  return lastMs === undefined
    ? filters
    : { ...filters, from: new Date(Date.now() - lastMs).toISOString() };
}

/** Of all conditions, the only one that a run can cease to meet. */
export function isStillWanted(
  wanted: WantedRuns,
  run: { readonly status: RunStatus },
): boolean {
  return wanted.status?.includes(run.status) ?? true;
}
