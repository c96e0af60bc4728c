/**
 * Every status a run can have, in the order a run may pass through them.
 * @public
 */
export const runStatuses = [
  'requested',
  'waiting-for-approval',
  'queued',
  'running',
  'waiting-for-answer',
  'retrying',
  'paused',
  'stopping',
  'succeeded',
  'failed',
  'cancelled',
  'terminated',
  'timed-out',
  'rejected',
  'expired',
  'withdrawn',
  'unknown',
] as const;

/**
 * How a run is going, or how it ended.
 * @public
 */
export type RunStatus = (typeof runStatuses)[number];

const finished: ReadonlySet<RunStatus> = new Set<RunStatus>([
  'succeeded',
  'failed',
  'cancelled',
  'terminated',
  'timed-out',
  'rejected',
  'expired',
  'withdrawn',
]);

/**
 * Whether a run with this status is over. `unknown` is not: it says that
 * Temporal could not be asked, not that the run ended.
 * @public
 */
export function isFinished(status: RunStatus): boolean {
  return finished.has(status);
}
