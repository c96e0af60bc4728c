import type { RunFailure } from './run';
import type { Progress } from './workflow';

/** @public */
export const timelineStatuses = [
  'scheduled',
  'running',
  'retrying',
  'succeeded',
  'failed',
  'cancelled',
  'timed-out',
] as const;

/** @public */
export type TimelineStatus = (typeof timelineStatuses)[number];

/**
 * One step on a run's timeline: an activity, a child workflow or a timer.
 * `nextAttemptAt` is set while a retry is being waited for, `attemptEndedAt` is
 * when the attempt before it ended; `afterStop` is set on what was begun after
 * the run was told to stop: it cleans up.
 * @public
 */
export interface TimelineItem {
  readonly id: string;
  readonly kind: 'activity' | 'child' | 'timer';
  readonly name: string;
  readonly summary?: string;
  readonly status: TimelineStatus;
  readonly scheduledAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly attempt: number;
  readonly failure?: RunFailure;
  readonly nextAttemptAt?: string;
  readonly attemptEndedAt?: string;
  readonly progress?: Progress;
  readonly afterStop?: boolean;
}
