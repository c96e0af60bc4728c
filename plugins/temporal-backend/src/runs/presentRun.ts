import {
  type Guarded,
  type Progress,
  type Run,
  type RunDetail,
  type RunPayloads,
  type TimelineItem,
} from 'backstage-plugin-temporal-common';
import type { LiveRun } from '../temporal/LiveRun';
import { SHOWN_STEPS } from '../temporal/RunTimeline';
import { attestationOf } from './attestationOf';
import type { ListedRun } from './ListedRun';
import type { LedgerRun } from './RunLedger';
import { standstillOf } from './standstillOf';

/**
 * A run as lists show it.
 * @param inFull - whether the caller may see what went in; a progress report
 *   may quote it, so others see only how far it is
 */
export function presentRun(run: ListedRun, inFull: boolean): Run {
  return {
    id: run.id,
    version: run.version,
    action: { ref: run.action.ref, title: run.action.title },
    target: run.target,
    initiator: run.initiator,
    verified: run.verified,
    attestation: run.principal && attestationOf(run.initiator, run.principal),
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

/** What can be done to a run, and what was. */
export type Steering = Pick<
  RunDetail,
  'mayStop' | 'mayRetry' | 'mayPause' | 'attempts'
>;

/** A run as its own page shows it. */
export function presentDetail(
  run: LedgerRun,
  shown: {
    readonly live?: LiveRun;
    readonly payloads: Guarded<RunPayloads>;
    readonly uiAddress?: string;
    readonly mayWithdraw: RunDetail['mayWithdraw'];
    readonly questions: RunDetail['questions'];
    readonly steering: Steering;
  },
): RunDetail {
  const { live, questions } = shown;
  const { visible } = shown.payloads;
  const known = run.timeline ?? live?.timeline ?? [];
  const latest = known.slice(-SHOWN_STEPS);
  const timeline = visible ? latest : latest.map(withoutQuotes);
  return {
    ...presentRun({ ...run, principal: principalNow(run, live) }, visible),
    ...placeOf(run, shown.uiAddress),
    payloads: shown.payloads,
    timeline,
    timelineCut: known.length > latest.length,
    standstill: standstillOf(run, { live, timeline, questions }),
    details: visible ? live?.details : undefined,
    stop: run.stop,
    ...shown.steering,
    approval: run.approval && {
      required: run.approval.required,
      why: run.approval.why,
    },
    mayWithdraw: shown.mayWithdraw,
    questions,
    // By it somebody who may not see the inputs could try out what they were.
    inputDigest: visible && run.verified ? run.inputDigest : undefined,
  };
}

/** A page knows as soon as its history was read, the ledger a little later. */
function principalNow(run: LedgerRun, live: LiveRun | undefined) {
  return run.attestedAt ? run.principal : live?.principal;
}

/** Where it is in Temporal. */
function placeOf(run: LedgerRun, uiAddress: string | undefined) {
  const { cluster, namespace, taskQueue, workflowId, workflowType } = run;
  return {
    ...{ workflowId, workflowType, taskQueue, cluster, namespace },
    temporalRunId: run.temporalRunId,
    temporalUrl: temporalUrl(run, uiAddress),
  };
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
  const path = [run.namespace, 'workflows', run.workflowId, run.temporalRunId]
    .map(encodeURIComponent)
    .join('/');
  return `${address}/namespaces/${path}/history`;
}
