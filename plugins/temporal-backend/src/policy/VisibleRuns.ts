import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { RunFacts, RunFilter } from './runRules';

/** Which of the runs on what a caller may see they may see, too. */
export interface VisibleRuns {
  includes(run: RunFacts): boolean;
  /** The same for the ledger's SQL; absent when it is all of them. */
  readonly criteria?: PermissionCriteria<RunFilter>;
}

export const ALL_RUNS: VisibleRuns = { includes: () => true };

/** Those that are among both. */
export function amongBoth(one: VisibleRuns, other: VisibleRuns): VisibleRuns {
  const criteria: VisibleRuns['criteria'] =
    one.criteria && other.criteria
      ? { allOf: [one.criteria, other.criteria] }
      : one.criteria ?? other.criteria;
  return {
    includes: run => one.includes(run) && other.includes(run),
    criteria,
  };
}
