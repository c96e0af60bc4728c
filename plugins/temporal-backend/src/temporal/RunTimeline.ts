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

/** A page can't show more steps than this; the latest are kept. */
const MOST_ITEMS = 500;

/** The steps of a run, drawn from the events of its history. */
export class RunTimeline {
  readonly #items = new Map<string, TimelineItem>();

  get items(): readonly TimelineItem[] {
    return [...this.#items.values()].slice(-MOST_ITEMS);
  }

  /**
   * Takes in one event.
   * @param execution - Temporal's run id, because ids repeat in the next
   *   execution of a chain
   * @returns whether the timeline changed
   */
  apply(execution: string, event: HistoryEvent): boolean {
    const key = (eventId: unknown) => `${execution}/${eventId}`;
    const begun = begins(event);
    if (begun) {
      this.#items.set(key(event.eventId), {
        ...begun,
        id: `${execution}/${begun.id}`,
        summary: summaryOf(event),
        // A timer waits for its time, not for a worker.
        status: begun.kind === 'timer' ? 'running' : 'scheduled',
        scheduledAt: timeOf(event),
        attempt: 1,
      });
      return true;
    }
    const moved = moves(event);
    const item = moved && this.#items.get(key(moved.of));
    if (!moved || !item) return false;
    this.#items.set(key(moved.of), { ...item, ...moved.change });
    return true;
  }
}

function begins(
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

function moves(
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
    ...(failure ? { failure } : {}),
  };
  return {
    of: attributes.scheduledEventId ?? attributes.initiatedEventId,
    change,
  };
}

function summaryOf(event: HistoryEvent): string | undefined {
  const payload = event.userMetadata?.summary;
  if (!payload) return undefined;
  try {
    const summary: unknown = defaultPayloadConverter.fromPayload(payload);
    return typeof summary === 'string' ? summary : undefined;
  } catch {
    return undefined;
  }
}

function timeOf(event: HistoryEvent): string {
  return (optionalTsToDate(event.eventTime) ?? new Date(0)).toISOString();
}
