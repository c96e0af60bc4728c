import type {
  Initiator,
  RetryPlan,
  RunFailure,
  RunStatus,
  RunStop,
} from 'backstage-plugin-temporal-common';
import type { LedgerRun } from './RunLedger';

/** An event of an execution in Temporal, to which it can be reset. */
export interface ResetPoint {
  readonly temporalRunId: string;
  readonly eventId: number;
}

/** Who asked for an attempt after the first, why, and from where it goes on. */
export interface RunRetry {
  readonly by: Initiator;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
  readonly plan: RetryPlan;
  readonly point: ResetPoint;
}

/** Who paused a run, and why; `by` is an entity ref, `at` ISO 8601. */
export interface RunPause {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

/** What the ledger holds of a run that people hold and let go on. */
export interface SteeredRun {
  readonly pause?: RunPause;
  /** Who asked for the present attempt; the initiator, if there is none. */
  readonly retry?: RunRetry;
  /** Where that attempt began; see `beganIn`. */
  readonly attemptRunId?: string;
}

/** An attempt that ended and was retried. */
export interface PastAttempt {
  readonly number: number;
  readonly retry?: RunRetry;
  readonly status: RunStatus;
  readonly closedAt: Date;
  readonly failure?: RunFailure;
  readonly stop?: RunStop;
}

/**
 * The execution in which the present attempt began; `undefined` until Temporal
 * has said that it began it.
 */
export function beganIn(
  run: Pick<LedgerRun, 'attempt' | 'attemptRunId' | 'firstExecutionRunId'>,
): string | undefined {
  return run.attempt === 1 ? run.firstExecutionRunId : run.attemptRunId;
}
