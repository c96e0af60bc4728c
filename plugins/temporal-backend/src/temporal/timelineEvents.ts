import { optionalTsToDate } from '@temporalio/common/lib/time';
import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import type {
  TimelineItem,
  TimelineStatus,
} from 'backstage-plugin-temporal-common';
import { readFailure } from './failures';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Change = Partial<TimelineItem> & { readonly status: TimelineStatus };

/** The step that an event begins. */
export function begins(
  event: HistoryEvent,
): Pick<TimelineItem, 'id' | 'kind' | 'name'> | undefined {
  const activity = event.activityTaskScheduledEventAttributes;
  if (activity) {
    const id = activityItemId(activity.activityId);
    const name = activity.activityType?.name ?? 'activity';
    return { id, kind: 'activity', name };
  }
  const id = `event-${event.eventId}`;
  const child = event.startChildWorkflowExecutionInitiatedEventAttributes;
  if (child) {
    return { id, kind: 'child', name: child.workflowType?.name ?? 'child' };
  }
  const timer = event.timerStartedEventAttributes;
  return timer ? { id, kind: 'timer', name: 'Timer' } : undefined;
}

/** An activity's item is found by its id, unique within one execution. */
export function activityItemId(activityId: string | null | undefined): string {
  return `activity-${activityId}`;
}

/** What an event says of a step that began earlier. */
export function moves(
  event: HistoryEvent,
): { readonly of: unknown; readonly change: Change } | undefined {
  return activityMoves(event) ?? childMoves(event) ?? timerMoves(event);
}

function activityMoves(event: HistoryEvent) {
  const started = event.activityTaskStartedEventAttributes;
  if (started) {
    const change: Change = {
      status: 'running',
      startedAt: timeOf(event),
      attempt: started.attempt ?? 1,
      failure: readFailure(started.lastFailure),
    };
    return { of: started.scheduledEventId, change };
  }
  const failed = event.activityTaskFailedEventAttributes;
  const timedOut = event.activityTaskTimedOutEventAttributes;
  return (
    ends(event, event.activityTaskCompletedEventAttributes, 'succeeded') ??
    ends(event, failed, 'failed') ??
    ends(event, timedOut, 'timed-out') ??
    ends(event, event.activityTaskCanceledEventAttributes, 'cancelled')
  );
}

function childMoves(event: HistoryEvent) {
  const started = event.childWorkflowExecutionStartedEventAttributes;
  if (started) {
    const change: Change = { status: 'running', startedAt: timeOf(event) };
    return { of: started.initiatedEventId, change };
  }
  return (
    ends(
      event,
      event.childWorkflowExecutionCompletedEventAttributes,
      'succeeded',
    ) ??
    ends(event, event.childWorkflowExecutionFailedEventAttributes, 'failed') ??
    ends(
      event,
      event.startChildWorkflowExecutionFailedEventAttributes,
      'failed',
    ) ??
    ends(
      event,
      event.childWorkflowExecutionTimedOutEventAttributes,
      'timed-out',
    ) ??
    ends(
      event,
      event.childWorkflowExecutionTerminatedEventAttributes,
      'failed',
    ) ??
    ends(
      event,
      event.childWorkflowExecutionCanceledEventAttributes,
      'cancelled',
    )
  );
}

function timerMoves(event: HistoryEvent) {
  const fired = event.timerFiredEventAttributes;
  const cancelled = event.timerCanceledEventAttributes;
  return (
    ends(
      event,
      fired && { scheduledEventId: fired.startedEventId },
      'succeeded',
    ) ??
    ends(
      event,
      cancelled && { scheduledEventId: cancelled.startedEventId },
      'cancelled',
    )
  );
}

interface EndAttributes {
  readonly scheduledEventId?: unknown;
  readonly initiatedEventId?: unknown;
  readonly failure?: temporal.api.failure.v1.IFailure | null;
}

function ends(
  event: HistoryEvent,
  attributes: EndAttributes | null | undefined,
  status: TimelineStatus,
) {
  if (!attributes) return undefined;
  const failure = readFailure(attributes.failure);
  const change: Change = {
    status,
    endedAt: timeOf(event),
    progress: undefined,
    nextAttemptAt: undefined,
    attemptEndedAt: undefined,
    ...(failure ? { failure } : {}),
  };
  return {
    of: attributes.scheduledEventId ?? attributes.initiatedEventId,
    change,
  };
}

/** The words that the workflow gave a step. */
export function summaryOf(event: HistoryEvent): string | undefined {
  const payload = event.userMetadata?.summary;
  if (!payload) return undefined;
  try {
    const summary: unknown = defaultPayloadConverter.fromPayload(payload);
    return typeof summary === 'string' ? summary : undefined;
  } catch {
    return undefined;
  }
}

export function timeOf(event: HistoryEvent): string {
  return (optionalTsToDate(event.eventTime) ?? new Date(0)).toISOString();
}
