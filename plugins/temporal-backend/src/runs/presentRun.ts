import {
  GATE_TASK_QUEUE,
  type Guarded,
  type Progress,
  type Run,
  type RunAttempt,
  type RunDetail,
  type RunPayloads,
  type TimelineItem,
} from 'backstage-plugin-temporal-common';
import type { LiveRun } from '../temporal/LiveRun';
import type { LedgerRun } from './RunLedger';

/**
 * A run as lists show it.
 * @param inFull - whether the caller may see what went in; a progress report
 *   may quote it, so others see only how far it is
 */
export function presentRun(run: LedgerRun, inFull: boolean): Run {
  return {
    id: run.id,
    version: run.version,
    action: { ref: run.action.ref, title: run.action.title },
    target: run.target,
    initiator: run.initiator,
    verified: true,
    owners: run.owners,
    reason: run.reason,
    status: run.status,
    attempt: run.attempt,
    requestedAt: run.requestedAt.toISOString(),
    startedAt: run.startedAt?.toISOString(),
    closedAt: run.closedAt?.toISOString(),
    observedAt: run.observedAt.toISOString(),
    progress: inFull ? run.progress : withoutText(run.progress),
  };
}

/** A run as its own page shows it. */
export function presentDetail(
  run: LedgerRun,
  shown: {
    readonly live?: LiveRun;
    readonly payloads: Guarded<RunPayloads>;
    readonly uiAddress?: string;
    readonly mayStop: NonNullable<RunDetail['mayStop']>;
    readonly mayWithdraw: RunDetail['mayWithdraw'];
    readonly questions: RunDetail['questions'];
  },
): RunDetail {
  const { visible } = shown.payloads;
  const known = run.timeline ?? shown.live?.timeline ?? [];
  const timeline = visible ? known : known.map(withoutQuotes);
  return {
    ...presentRun(run, visible),
    workflowType: run.workflowType,
    taskQueue: run.taskQueue,
    namespace: run.namespace,
    temporalRunId: run.temporalRunId,
    temporalUrl: temporalUrl(run, shown.uiAddress),
    payloads: shown.payloads,
    timeline,
    note: noteOn(run, timeline),
    mayStop: run.closedAt ? undefined : shown.mayStop,
    stop: run.stop,
    attempts: [attemptOf(run)],
    approval: run.approval && {
      required: run.approval.required,
      why: run.approval.why,
    },
    mayWithdraw: shown.mayWithdraw,
    questions: shown.questions,
    // By it somebody who may not see the inputs could try out what they were.
    inputDigest: visible ? run.inputDigest : undefined,
  };
}

function attemptOf(run: LedgerRun): RunAttempt {
  return {
    number: run.attempt,
    at: run.requestedAt.toISOString(),
    status: run.status,
    closedAt: run.closedAt?.toISOString(),
  };
}

export function payloadsOf(run: LedgerRun): RunPayloads {
  return { input: run.input, result: run.result, failure: run.failure };
}

/** What workflow code wrote may quote what went in, so it goes the same way. */
function withoutQuotes(item: TimelineItem): TimelineItem {
  const { failure: _failure, summary: _summary, ...rest } = item;
  return { ...rest, progress: withoutText(item.progress) };
}

function withoutText(progress?: Progress): Progress | undefined {
  return progress && { ...progress, text: 'Under way' };
}

function temporalUrl(run: LedgerRun, address?: string): string | undefined {
  if (!address || !run.temporalRunId) return undefined;
  const path = [run.namespace, 'workflows', run.id, run.temporalRunId]
    .map(encodeURIComponent)
    .join('/');
  return `${address}/namespaces/${path}/history`;
}

function inGate({ approval, approvedAt }: LedgerRun): boolean {
  return approval?.required === true && !approvedAt;
}

/** Why a run does not move, in plain words. */
function noteOn(
  run: LedgerRun,
  timeline: readonly TimelineItem[],
): string | undefined {
  switch (run.status) {
    case 'requested':
      return 'Temporal was asked to start it and has not answered yet.';
    case 'queued':
      return inGate(run)
        ? `No worker serves the gate: none polls the task queue ${GATE_TASK_QUEUE}. Answers can be given as soon as one does; nothing is lost.`
        : `No worker polls the task queue ${run.taskQueue}. It goes on as soon as one does.`;
    case 'unknown':
      return 'Temporal can’t be reached. What you see is what was last seen; it is brought up to date as soon as Temporal is back.';
    case 'retrying': {
      const step = timeline.find(item => item.status === 'retrying');
      return step
        ? `${
            step.summary ?? step.name
          } did not succeed yet and is tried again: attempt ${step.attempt}.`
        : undefined;
    }
    default:
      return undefined;
  }
}
