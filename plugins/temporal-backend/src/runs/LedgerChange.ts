import type { RunTraits } from '../policy/VisibleRuns';

/** What changed: which run, at which version, and who may hear of it. */
export interface LedgerChange extends RunTraits {
  readonly version: number;
  readonly attempt: number;
}
