import type { RetryPlan } from 'backstage-plugin-temporal-common';
import type { ExecutionTrail, Task } from './ExecutionTrail';
import type { Step } from './stepEvents';

const NAMED_MOST = 20;

/** Where a retry goes on, or why there is no such place. */
export type RetryPoint =
  | { readonly plan: RetryPlan; readonly eventId: number }
  | { readonly refused: string };

/**
 * Where a run goes on that ended without success. The step that failed is done
 * again, if nothing was begun after its failure. What was begun after it may
 * have taken work back, and going on there would skip that work: so it begins
 * anew. What was ended from outside goes on where it was.
 */
export function retryPoint(trail: ExecutionTrail): RetryPoint {
  return trail.failed ? afterFailure(trail) : afterEnding(trail);
}

function afterFailure(trail: ExecutionTrail): RetryPoint {
  const step = trail.failedStep;
  if (!step) {
    return anew(trail, 'No step failed: the workflow itself did not go on.');
  }
  const later = trail.steps.find(one => one.eventId > (step.endedAt ?? 0));
  if (later) {
    return anew(
      trail,
      `After ${step.name} had failed, ${later.name} was begun, which may have taken work back.`,
    );
  }
  const task = trail.tasks.find(one => one.eventId === step.task);
  if (!task || isStopped(trail, task)) {
    return anew(trail, `It had been asked to stop before ${step.name} failed.`);
  }
  const again = doneAgain(trail, task).filter(one => one !== step);
  return {
    eventId: task.eventId,
    plan: { from: 'failed-step', step: step.name, again: namesOf(again) },
  };
}

function afterEnding(trail: ExecutionTrail): RetryPoint {
  const { cancelledAt = Infinity, steps } = trail;
  const later = steps.find(one => one.eventId > cancelledAt);
  if (later) {
    return anew(
      trail,
      `After it had been asked to stop, ${later.name} was begun, which may have taken work back.`,
    );
  }
  const task = trail.tasks.filter(one => !isStopped(trail, one)).at(-1);
  if (!task) return { refused: 'It was ended before it had done anything' };
  return {
    eventId: task.eventId,
    plan: {
      from: 'where-it-ended',
      again: namesOf(doneAgain(trail, task)),
    },
  };
}

/** Whoever goes back to such a task is stopped again at once. */
function isStopped({ cancelledAt }: ExecutionTrail, { startedAt }: Task) {
  return cancelledAt !== undefined && cancelledAt < startedAt;
}

function anew({ continued, tasks }: ExecutionTrail, why: string): RetryPoint {
  const [first] = tasks;
  if (!first) return { refused: 'It ended before it had done anything' };
  // What an earlier execution did, and may have taken back, would be skipped.
  if (continued) {
    return {
      refused: `${why} It would have to begin anew, and its beginning is in an earlier execution, to which Temporal does not go back`,
    };
  }
  return { eventId: first.eventId, plan: { from: 'beginning', why } };
}

/** What is begun by a workflow task or later, or had not ended by then. */
function doneAgain(trail: ExecutionTrail, { startedAt }: Task): Step[] {
  return trail.steps.filter(
    ({ endedAt = Infinity, acts }) => acts && endedAt > startedAt,
  );
}

function namesOf(steps: readonly Step[]): readonly string[] {
  return [...new Set(steps.map(({ name }) => name))].slice(0, NAMED_MOST);
}
