import { optionalTsToDate } from '@temporalio/common/lib/time';
import type { temporal } from '@temporalio/proto';
import type { Outcome } from '../runs/RunLedger';
import { readFailure } from './failures';
import { readPayload } from './payloads';

/**
 * How one execution ended, apart from its timeline; `next` is the execution in
 * which the chain goes on.
 */
export type ExecutionEnd = Omit<Outcome, 'timeline'> & {
  readonly next?: string;
};

/** The end that an event tells of, or `undefined` if it is not an end. */
export function executionEnd(
  event: temporal.api.history.v1.IHistoryEvent,
): ExecutionEnd | undefined {
  const closedAt = optionalTsToDate(event.eventTime) ?? new Date();
  const completed = event.workflowExecutionCompletedEventAttributes;
  if (completed) {
    const result = readPayload(completed.result);
    const next = completed.newExecutionRunId || undefined;
    return { status: 'succeeded', closedAt, result, next };
  }
  const failed = event.workflowExecutionFailedEventAttributes;
  if (failed) {
    const failure = readFailure(failed.failure);
    const next = failed.newExecutionRunId || undefined;
    return { status: 'failed', closedAt, failure, next };
  }
  const terminated = event.workflowExecutionTerminatedEventAttributes;
  if (terminated) {
    const message = terminated.reason || 'Terminated without a reason';
    const failure = { message, type: 'Terminated' };
    return { status: 'terminated', closedAt, failure };
  }
  const timedOut = event.workflowExecutionTimedOutEventAttributes;
  if (timedOut) {
    const next = timedOut.newExecutionRunId || undefined;
    const message = 'The workflow did not end in the time it was given';
    const failure = { message, type: 'TimeoutError' };
    return { status: 'timed-out', closedAt, failure, next };
  }
  if (event.workflowExecutionCanceledEventAttributes) {
    return { status: 'cancelled', closedAt };
  }
  const continued = event.workflowExecutionContinuedAsNewEventAttributes;
  if (continued) {
    const next = continued.newExecutionRunId || undefined;
    return { status: 'running', closedAt, next };
  }
  return undefined;
}
