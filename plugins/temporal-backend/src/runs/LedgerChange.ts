import type { RunFacts } from '../policy/runRules';

/** What changed: which run, on which target, at which version. */
export interface LedgerChange {
  readonly runId: string;
  readonly targetRef: string;
  readonly version: number;
  /** By which it is decided who may hear of it. */
  readonly facts: RunFacts;
}
