import { optionalTsToDate } from '@temporalio/common/lib/time';
import type { temporal } from '@temporalio/proto';
import type { Outcome } from '../runs/RunLedger';
import { readFailure } from './failures';
import { readPayload } from './payloads';

/** How one execution ended, apart from its timeline. */
export type ExecutionEnd = Omit<Outcome, 'timeline'>;

/** The end that an event tells of, or `undefined` if it is not an end. */
export function executionEnd(
  event: temporal.api.history.v1.IHistoryEvent,
): ExecutionEnd | undefined {
  const closedAt = optionalTsToDate(event.eventTime) ?? new Date();
  const completed = event.workflowExecutionCompletedEventAttributes;
  if (completed) {
    const result = readPayload(completed.result);
    return { status: 'succeeded', closedAt, result };
  }
  const failed = event.workflowExecutionFailedEventAttributes;
  if (failed) {
    const failure = readFailure(failed.failure);
    return { status: 'failed', closedAt, failure };
  }
  const terminated = event.workflowExecutionTerminatedEventAttributes;
  if (terminated) {
    const message = terminated.reason || 'Terminated without a reason';
    const failure = { message, type: 'Terminated' };
    return { status: 'terminated', closedAt, failure };
  }
  if (event.workflowExecutionTimedOutEventAttributes) {
    const message = 'The workflow did not end in the time it was given';
    const failure = { message, type: 'TimeoutError' };
    return { status: 'timed-out', closedAt, failure };
  }
  if (event.workflowExecutionCanceledEventAttributes) {
    return { status: 'cancelled', closedAt };
  }
  if (event.workflowExecutionContinuedAsNewEventAttributes) {
    return { status: 'running', closedAt };
  }
  return undefined;
}
