import { optionalTsToDate } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import {
  progressSchema,
  type Progress,
  type TimelineItem,
} from 'backstage-plugin-temporal-common';
import { readFailure } from './failures';
import { readPayload } from './payloads';
import { activityItemId } from './timelineEvents';

type Pending = temporal.api.workflow.v1.IPendingActivityInfo;

const { PENDING_ACTIVITY_STATE_SCHEDULED } =
  temporal.api.enums.v1.PendingActivityState;

/** What is known of an activity that has not ended. */
export type PendingActivity = Pick<
  TimelineItem,
  | 'id'
  | 'name'
  | 'status'
  | 'attempt'
  | 'startedAt'
  | 'failure'
  | 'nextAttemptAt'
  | 'attemptEndedAt'
  | 'progress'
>;

/** Reads a pending activity as the server describes it. */
export function readPending(
  execution: string,
  pending: Pending,
): PendingActivity {
  const waits = pending.state === PENDING_ACTIVITY_STATE_SCHEDULED;
  const attempt = pending.attempt ?? 1;
  const waitsAgain = waits && attempt > 1;
  const whileWaiting = (time: Parameters<typeof optionalTsToDate>[0]) =>
    waitsAgain ? optionalTsToDate(time)?.toISOString() : undefined;
  return {
    id: `${execution}/${activityItemId(pending.activityId)}`,
    name: pending.activityType?.name ?? 'activity',
    status: statusOf(waits, attempt),
    attempt,
    startedAt: optionalTsToDate(pending.lastStartedTime)?.toISOString(),
    failure: readFailure(pending.lastFailure),
    nextAttemptAt: whileWaiting(pending.scheduledTime),
    attemptEndedAt: whileWaiting(pending.lastAttemptCompleteTime),
    progress: readProgress(pending),
  };
}

function statusOf(waits: boolean, attempt: number): PendingActivity['status'] {
  if (attempt > 1) return 'retrying';
  return waits ? 'scheduled' : 'running';
}

function readProgress(pending: Pending): Progress | undefined {
  const parsed = progressSchema.safeParse(
    readPayload(pending.heartbeatDetails),
  );
  return parsed.success ? parsed.data : undefined;
}

/** Lays what is known of pending activities over the timeline. */
export function withPending(
  timeline: readonly TimelineItem[],
  pending: readonly PendingActivity[],
): readonly TimelineItem[] {
  const known = new Map(pending.map(activity => [activity.id, activity]));
  return timeline.map(item => {
    const activity = item.endedAt ? undefined : known.get(item.id);
    return activity ? { ...item, ...activity } : item;
  });
}
