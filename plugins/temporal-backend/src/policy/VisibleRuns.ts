import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { RunFacts, RunFilter } from './runRules';

/** What decides, without asking anybody again, who may see a run. */
export interface RunTraits {
  readonly runId: string;
  readonly targetRef: string;
  readonly facts: RunFacts;
}

/** A run's trait is one of some values, in the ledger's SQL. */
export type SightFilter =
  | RunFilter
  | { readonly fact: 'target' | 'run'; readonly values: readonly string[] };

/** Which runs a caller may see, of all or of those on what they may see. */
export interface VisibleRuns {
  includes(run: RunTraits): boolean;
  /** The same for the ledger's SQL; absent when it is all of them. */
  readonly criteria?: PermissionCriteria<SightFilter>;
}

export const ALL_RUNS: VisibleRuns = { includes: () => true };

export const NO_RUNS: VisibleRuns = {
  includes: () => false,
  criteria: { fact: 'run', values: [] },
};

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

/** Those that are among either. */
export function amongEither(one: VisibleRuns, other: VisibleRuns): VisibleRuns {
  if (!one.criteria || !other.criteria) return ALL_RUNS;
  return {
    includes: run => one.includes(run) || other.includes(run),
    criteria: { anyOf: [one.criteria, other.criteria] },
  };
}

export function runsOn(targets: ReadonlySet<string>): VisibleRuns {
  return {
    includes: run => targets.has(run.targetRef),
    criteria: { fact: 'target', values: [...targets] },
  };
}

export function runsElsewhereThan(targets: ReadonlySet<string>): VisibleRuns {
  if (targets.size === 0) return ALL_RUNS;
  return {
    includes: run => !targets.has(run.targetRef),
    criteria: { not: { fact: 'target', values: [...targets] } },
  };
}

export function runsOf(initiator: string): VisibleRuns {
  return {
    includes: run => run.facts.initiator === initiator,
    criteria: { fact: 'initiator', values: [initiator] },
  };
}

export function theseRuns(ids: ReadonlySet<string>): VisibleRuns {
  return {
    includes: run => ids.has(run.runId),
    criteria: { fact: 'run', values: [...ids] },
  };
}
