import type { temporal } from '@temporalio/proto';
import { beginOf, endOf, idOf, type Step } from './stepEvents';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Failure = temporal.api.failure.v1.IFailure;

const DEEPEST = 10;
/** A workflow task that was completed. */
export interface Task {
  readonly eventId: number;
  readonly startedAt: number;
}

/** What an execution did, as far as it matters to where it can go on. */
export class ExecutionTrail {
  readonly #steps = new Map<number, Step>();
  readonly #tasks: Task[] = [];
  #cancelledAt: number | undefined;
  #continued = false;
  #failure: Failure | null | undefined;

  get steps(): readonly Step[] {
    return [...this.#steps.values()];
  }

  get tasks(): readonly Task[] {
    return this.#tasks;
  }

  /** The event by which it was asked to stop. */
  get cancelledAt(): number | undefined {
    return this.#cancelledAt;
  }

  /** Whether another execution handed its work on to this one. */
  get continued(): boolean {
    return this.#continued;
  }

  /** The step whose failure ended it. */
  get failedStep(): Step | undefined {
    if (!this.#failure) return undefined;
    const linked = this.#steps.get(stepIn(this.#failure));
    // Workflows may fail with an error of their own about what failed.
    return (
      linked ??
      this.steps
        .filter(step => step.failed)
        .sort(byEnd)
        .at(-1)
    );
  }

  /** Whether it failed, as opposed to being ended. */
  get failed(): boolean {
    return this.#failure !== undefined;
  }

  apply(event: HistoryEvent): void {
    const eventId = idOf(event.eventId);
    const began = event.workflowExecutionStartedEventAttributes;
    if (began) this.#continued = Boolean(began.continuedExecutionRunId);
    const task = event.workflowTaskCompletedEventAttributes;
    if (task) {
      this.#tasks.push({ eventId, startedAt: idOf(task.startedEventId) });
    }
    if (event.workflowExecutionCancelRequestedEventAttributes) {
      this.#cancelledAt ??= eventId;
    }
    const failed = event.workflowExecutionFailedEventAttributes;
    if (failed) this.#failure = failed.failure ?? {};
    const step = beginOf(event);
    if (step) this.#steps.set(eventId, { ...step, eventId });
    this.#end(event, eventId);
  }

  #end(event: HistoryEvent, endedAt: number): void {
    const { of, failed } = endOf(event) ?? {};
    const step = of && this.#steps.get(of);
    if (!step) return;
    this.#steps.set(step.eventId, { ...step, endedAt, failed: !!failed });
  }
}

function byEnd(a: Step, b: Step): number {
  return (a.endedAt ?? 0) - (b.endedAt ?? 0);
}

/** The event of the step that a failure is about, or 0. */
function stepIn(failure: Failure, depth = 0): number {
  const at =
    failure.activityFailureInfo?.scheduledEventId ??
    failure.childWorkflowExecutionFailureInfo?.initiatedEventId ??
    failure.nexusOperationExecutionFailureInfo?.scheduledEventId;
  if (at !== undefined && at !== null) return idOf(at);
  return failure.cause && depth < DEEPEST
    ? stepIn(failure.cause, depth + 1)
    : 0;
}
