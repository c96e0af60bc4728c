import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { ADMIT_ACTIVITY } from 'backstage-plugin-temporal-common';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** What SDKs call the markers of local activities. */
const LOCAL_ACTIVITY = /local.?activity/i;

/** Something that an execution began, by one of its workflow tasks. */
export interface Step {
  readonly eventId: number;
  /** The event that ended the workflow task. */
  readonly task: number;
  readonly name: string;
  /** Whether doing it twice is something to know about. */
  readonly acts: boolean;
  readonly endedAt?: number;
  readonly failed: boolean;
}

/** Ids come as numbers of 64 bits, or as text. */
export function idOf(id: unknown): number {
  return Number(String(id ?? 0));
}

/** The step that an event begins. */
export function beginOf(
  event: HistoryEvent,
): Omit<Step, 'eventId'> | undefined {
  const { attributes, name, acts } = begun(event) ?? {};
  if (!attributes) return marked(event);
  const task = idOf(attributes.workflowTaskCompletedEventId);
  return { task, name: name ?? 'step', acts: acts ?? true, failed: false };
}

function begun(event: HistoryEvent) {
  const activity = event.activityTaskScheduledEventAttributes;
  if (activity) {
    return { attributes: activity, name: activity.activityType?.name };
  }
  const child = event.startChildWorkflowExecutionInitiatedEventAttributes;
  if (child) return { attributes: child, name: child.workflowType?.name };
  const nexus = event.nexusOperationScheduledEventAttributes;
  if (nexus) return { attributes: nexus, name: nexus.operation };
  const signal = event.signalExternalWorkflowExecutionInitiatedEventAttributes;
  if (signal) return { attributes: signal, name: signal.signalName };
  const cancel =
    event.requestCancelExternalWorkflowExecutionInitiatedEventAttributes;
  if (cancel) return { attributes: cancel, name: 'cancel' };
  const timer = event.timerStartedEventAttributes;
  return timer ? { attributes: timer, name: 'timer', acts: false } : undefined;
}

/** A local activity leaves no trace but its end. */
function marked(event: HistoryEvent): Omit<Step, 'eventId'> | undefined {
  const marker = event.markerRecordedEventAttributes;
  if (!marker || !LOCAL_ACTIVITY.test(marker.markerName ?? ''))
    return undefined;
  const name = localActivityIn(marker.details?.data?.payloads?.[0]);
  // Being admitted is nothing that the workflow did.
  if (name === ADMIT_ACTIVITY) return undefined;
  return {
    task: idOf(marker.workflowTaskCompletedEventId),
    name,
    acts: true,
    endedAt: idOf(event.eventId),
    failed: Boolean(marker.failure),
  };
}

function localActivityIn(
  payload: temporal.api.common.v1.IPayload | undefined,
): string {
  try {
    const data: unknown =
      payload && defaultPayloadConverter.fromPayload(payload);
    const type: unknown = Object(data).activity_type;
    return typeof type === 'string' ? type : 'local activity';
  } catch {
    return 'local activity';
  }
}

/** The step that an event ends, and whether it failed. */
export function endOf(event: HistoryEvent) {
  const done =
    event.activityTaskCompletedEventAttributes ??
    event.activityTaskCanceledEventAttributes ??
    event.nexusOperationCompletedEventAttributes ??
    event.nexusOperationCanceledEventAttributes;
  if (done) return { of: idOf(done.scheduledEventId), failed: false };
  const failed =
    event.activityTaskFailedEventAttributes ??
    event.activityTaskTimedOutEventAttributes ??
    event.nexusOperationFailedEventAttributes ??
    event.nexusOperationTimedOutEventAttributes;
  if (failed) return { of: idOf(failed.scheduledEventId), failed: true };
  const child =
    event.childWorkflowExecutionCompletedEventAttributes ??
    event.childWorkflowExecutionCanceledEventAttributes ??
    event.signalExternalWorkflowExecutionFailedEventAttributes ??
    event.externalWorkflowExecutionSignaledEventAttributes;
  if (child) return { of: idOf(child.initiatedEventId), failed: false };
  const childFailed =
    event.childWorkflowExecutionFailedEventAttributes ??
    event.startChildWorkflowExecutionFailedEventAttributes ??
    event.childWorkflowExecutionTimedOutEventAttributes ??
    event.childWorkflowExecutionTerminatedEventAttributes;
  return childFailed
    ? { of: idOf(childFailed.initiatedEventId), failed: true }
    : undefined;
}
