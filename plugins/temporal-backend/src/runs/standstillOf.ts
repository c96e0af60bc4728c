import {
  GATE_TASK_QUEUE,
  type RunQuestion,
  type Standstill,
  type TimelineItem,
} from 'backstage-plugin-temporal-common';
import { queueOf } from '../temporal/gate';
import type { LiveRun } from '../temporal/LiveRun';
import type { LedgerRun } from './RunLedger';

/** What is known of a run besides its row, as far as the caller may see it. */
export interface Sight {
  readonly live?: LiveRun;
  readonly timeline: readonly TimelineItem[];
  readonly questions: readonly RunQuestion[];
}

/**
 * Why a run does not move. Of several reasons it is the one to look into first:
 * without Temporal nothing moves, without a worker neither a stop nor an answer
 * is heard, and what fails needs somebody sooner than what only waits.
 */
export function standstillOf(
  run: LedgerRun,
  sight: Sight,
): Standstill | undefined {
  if (run.closedAt) return undefined;
  switch (run.status) {
    case 'requested':
      return { kind: 'requested' };
    case 'unknown':
      return { kind: 'unreachable', lastSeen: run.observedAt.toISOString() };
    case 'paused':
      return paused(run);
    default:
      return (
        withoutWorker(run, sight) ??
        stopping(run, sight) ??
        retrying(sight) ??
        waiting(sight)
      );
  }
}

function paused({ pause }: LedgerRun): Standstill {
  const kind = 'paused';
  if (!pause) return { kind };
  return { kind, by: pause.by, reason: pause.reason, since: pause.at };
}

function withoutWorker(
  run: LedgerRun,
  { live }: Sight,
): Standstill | undefined {
  const inGate = run.approval?.required === true && !run.approvedAt;
  const unpolled = live?.unpolled;
  const known = unpolled !== undefined || (!live && run.status === 'queued');
  if (!known) return undefined;
  const taskQueue = unpolled?.queue ?? queueOf(run, inGate);
  return {
    kind: 'no-worker',
    taskQueue,
    since: unpolled?.since?.toISOString(),
    gate: taskQueue === GATE_TASK_QUEUE,
  };
}

function stopping(
  { status, stop }: LedgerRun,
  { timeline }: Sight,
): Standstill | undefined {
  if (status !== 'stopping') return undefined;
  const step = timeline.findLast(
    ({ afterStop, endedAt, kind }) => afterStop && !endedAt && kind !== 'timer',
  );
  return {
    kind: 'stopping',
    by: stop?.by,
    reason: stop?.reason,
    step: step && nameOf(step),
  };
}

function retrying({ timeline }: Sight): Standstill | undefined {
  const step = timeline.find(({ status }) => status === 'retrying');
  if (!step) return undefined;
  return {
    kind: 'retrying',
    step: nameOf(step),
    // The one that is counted is still to come, or under way.
    attempt: step.attempt - 1,
    failure: step.failure,
    nextAttemptAt: step.nextAttemptAt,
  };
}

function waiting({ questions }: Sight): Standstill | undefined {
  const open = questions.filter(({ outcome }) => outcome === undefined);
  const question = open.find(({ kind }) => kind === 'approval') ?? open[0];
  if (!question) return undefined;
  return {
    kind: 'waiting',
    question: question.key,
    title: question.title,
    approval: question.kind === 'approval',
    who: question.who,
    deadline: question.deadline,
  };
}

function nameOf({ name, summary }: TimelineItem): string {
  return summary ?? name;
}
