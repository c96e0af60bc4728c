import { initiatorRef, type Initiator } from 'backstage-plugin-temporal-common';
import type { LedgerRun, NewRun } from './RunLedger';
import type { LedgerChange } from './LedgerChange';

type Stamp = Date | number | string;

/** One row of the table `runs`, as knex reads it from either database. */
export interface RunRow {
  readonly id: string;
  readonly version: number | string;
  readonly caller: string;
  readonly request_key: string;
  readonly action_ref: string;
  readonly action_title: string;
  readonly action_digest: string;
  readonly target_ref: string;
  readonly environment: string | null;
  readonly initiator: string;
  readonly initiator_kind: string;
  readonly owners: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly workflow_type: string;
  readonly task_queue: string;
  readonly input: string;
  readonly input_digest: string;
  readonly statement: string;
  readonly key_id: string;
  readonly attempt: number;
  readonly one_per_target: boolean | number;
  readonly status: LedgerRun['status'];
  readonly progress: string | null;
  readonly first_execution_run_id: string | null;
  readonly temporal_run_id: string | null;
  readonly requested_at: Stamp;
  readonly lease_until: Stamp;
  readonly start_by: Stamp;
  readonly started_at: Stamp | null;
  readonly closed_at: Stamp | null;
  readonly observed_at: Stamp;
  readonly result: string | null;
  readonly failure: string | null;
  readonly timeline: string | null;
  readonly stop: string | null;
  readonly retry: string | null;
  readonly attempt_run_id: string | null;
  readonly pause: string | null;
  readonly reason: string | null;
  readonly approval: string | null;
  readonly approved_at: Stamp | null;
  readonly verified: boolean | number;
  readonly workflow_id: string | null;
  readonly principal: string | null;
  readonly attested_at: Stamp | null;
}

/** The columns of a new run; the version is added by the ledger. */
export function toColumns(run: NewRun) {
  return {
    id: run.id,
    caller: run.caller,
    request_key: run.requestKey,
    action_ref: run.action.ref,
    action_title: run.action.title,
    action_digest: run.action.digest,
    target_ref: run.target.entityRef,
    environment: run.target.environment,
    initiator: initiatorRef(run.initiator),
    initiator_kind: run.initiator.kind,
    owners: JSON.stringify(run.owners),
    cluster: run.cluster,
    namespace: run.namespace,
    workflow_type: run.workflowType,
    task_queue: run.taskQueue,
    input: JSON.stringify(run.input),
    input_digest: run.inputDigest,
    statement: run.statement,
    key_id: run.keyId,
    attempt: 1,
    one_per_target: run.onePerTarget,
    reason: run.reason,
    approval: run.approval && JSON.stringify(run.approval),
    status: 'requested',
    requested_at: run.requestedAt,
    lease_until: run.leaseUntil,
    start_by: run.startBy,
    observed_at: run.requestedAt,
  };
}

/** A run from its row. */
export function fromRow(row: RunRow): LedgerRun {
  return {
    ...decidedAtStart(row),
    version: Number(row.version),
    attempt: row.attempt,
    status: row.status,
    progress: json(row.progress),
    firstExecutionRunId: row.first_execution_run_id ?? undefined,
    temporalRunId: row.temporal_run_id ?? undefined,
    startedAt: date(row.started_at),
    closedAt: date(row.closed_at),
    observedAt: new Date(row.observed_at),
    result: json(row.result),
    failure: json(row.failure),
    timeline: json(row.timeline),
    stop: json(row.stop),
    pause: json(row.pause),
    retry: json(row.retry),
    attemptRunId: row.attempt_run_id ?? undefined,
    approvedAt: date(row.approved_at),
    verified: Boolean(row.verified),
    workflowId: row.workflow_id ?? row.id,
    principal: json(row.principal),
    attestedAt: date(row.attested_at),
  };
}

/** The columns that {@link toChange} reads. */
export const CHANGE_COLUMNS = [
  'id',
  'target_ref',
  'version',
  'attempt',
  'initiator',
  'action_ref',
  'owners',
  'verified',
] as const;

/** A change from those columns. */
export function toChange(
  row: Pick<RunRow, (typeof CHANGE_COLUMNS)[number]>,
): LedgerChange {
  return {
    runId: row.id,
    targetRef: row.target_ref,
    version: Number(row.version),
    attempt: row.attempt,
    facts: {
      initiator: row.verified ? row.initiator : undefined,
      action: row.action_ref,
      owners: JSON.parse(row.owners),
    },
  };
}

function decidedAtStart(row: RunRow): NewRun {
  return {
    id: row.id,
    caller: row.caller,
    requestKey: row.request_key,
    action: {
      ref: row.action_ref,
      title: row.action_title,
      digest: row.action_digest,
    },
    target: {
      entityRef: row.target_ref,
      environment: row.environment ?? undefined,
    },
    initiator: initiatorOf(row),
    owners: JSON.parse(row.owners),
    cluster: row.cluster,
    namespace: row.namespace,
    workflowType: row.workflow_type,
    taskQueue: row.task_queue,
    input: JSON.parse(row.input),
    inputDigest: row.input_digest,
    statement: row.statement,
    keyId: row.key_id,
    onePerTarget: Boolean(row.one_per_target),
    reason: row.reason ?? undefined,
    approval: json(row.approval),
    requestedAt: new Date(row.requested_at),
    leaseUntil: new Date(row.lease_until),
    startBy: new Date(row.start_by),
  };
}

export function initiatorOf(
  row: Pick<RunRow, 'initiator' | 'initiator_kind'>,
): Initiator {
  return row.initiator_kind === 'user'
    ? { kind: 'user', entityRef: row.initiator }
    : { kind: 'service', subject: row.initiator };
}

export function json<T>(text: string | null): T | undefined {
  return text === null ? undefined : JSON.parse(text);
}

export function date(stamp: Stamp | null): Date | undefined {
  return stamp === null ? undefined : new Date(stamp);
}
