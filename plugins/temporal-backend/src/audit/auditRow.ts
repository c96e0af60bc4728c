import type { JsonObject, JsonValue } from '@backstage/types';
import {
  auditEvents,
  initiatorRef,
  type AuditRecord,
} from 'backstage-plugin-temporal-common';
import { oneLine } from '../actions/oneLine';
import type { Attempt, AuditMeta } from './Attempt';
import type { Ending } from './ending';

const REF_LONGEST = 512;
const TEXT_LONGEST = 1_000;

type Stamp = Date | number | string;

/** One row of the table `audit_records`, as knex reads it from either database. */
export interface AuditRow {
  readonly id: number | string;
  readonly at: Stamp;
  readonly event: AuditRecord['event'];
  readonly severity: string;
  readonly door: string;
  readonly caller: string;
  readonly caller_kind: string;
  readonly initiator: string | null;
  readonly action_ref: string | null;
  readonly target_ref: string | null;
  readonly run_id: string | null;
  readonly input_digest: string | null;
  readonly decision: AuditRecord['decision'] | null;
  readonly outcome: AuditRecord['outcome'];
  readonly reason: string | null;
  readonly details: string;
  readonly finished_at: Stamp | null;
  readonly seal: number | string | null;
}

/** The columns of an attempt that begins. */
export function beginningColumns({ event, caller, meta }: Attempt) {
  return {
    at: new Date(),
    event,
    severity: auditEvents[event],
    door: caller.door,
    caller: oneLine(initiatorRef(caller.initiator), REF_LONGEST),
    caller_kind: caller.initiator.kind,
    outcome: 'pending',
    ...metaColumns(meta, meta.reason),
  };
}

/** The columns that change when it ends; `meta` is all that is known by then. */
export function endingColumns(meta: AuditMeta, ending: Ending) {
  const { outcome, decision, reason } = ending;
  // The reason that the caller gave makes room for the one they were given.
  const more = reason === undefined ? {} : { given: meta.reason };
  return {
    ...metaColumns({ ...meta, ...more }, reason ?? meta.reason),
    decision,
    outcome,
    finished_at: new Date(),
  };
}

/** What a log line may hold of it: lines of bounded length. */
export function plainMeta(meta: AuditMeta): JsonObject {
  const known = Object.entries(meta).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, plain(value)] as const],
  );
  return Object.fromEntries(known);
}

/** A record as it is shown. */
export function fromRow(row: AuditRow): AuditRecord {
  return {
    id: Number(row.id),
    at: new Date(row.at).toISOString(),
    event: row.event,
    door: row.door,
    caller: row.caller,
    initiator: row.initiator ?? undefined,
    action: row.action_ref ?? undefined,
    target: row.target_ref ?? undefined,
    run: row.run_id ?? undefined,
    inputDigest: row.input_digest ?? undefined,
    decision: row.decision ?? undefined,
    outcome: row.outcome,
    reason: row.reason ?? undefined,
    details: JSON.parse(row.details),
    sealed: row.seal !== null,
  };
}

function metaColumns(meta: AuditMeta, why: string | undefined) {
  const { action, target, run, initiator, inputDigest, reason, ...rest } = meta;
  return {
    initiator: reference(initiator),
    action_ref: reference(action),
    target_ref: reference(target),
    run_id: reference(run, 64),
    input_digest: reference(inputDigest, 64),
    reason: why === undefined ? null : oneLine(why, TEXT_LONGEST),
    details: JSON.stringify(plainMeta(rest)),
  };
}

function reference(text: string | undefined, longest = REF_LONGEST) {
  return text === undefined ? null : oneLine(text, longest);
}

function plain(value: JsonValue): JsonValue {
  if (typeof value === 'string') return oneLine(value, TEXT_LONGEST);
  if (Array.isArray(value)) return value.map(plain);
  return value && typeof value === 'object' ? plainMeta({ ...value }) : value;
}
