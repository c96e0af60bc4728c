import { date, initiatorOf, json, type RunRow } from './ledgerRow';
import type { LedgerRun } from './RunLedger';

/** What lists read of a run: nothing of what went in or came out. */
export type ListedRun = Pick<
  LedgerRun,
  | 'id'
  | 'version'
  | 'target'
  | 'initiator'
  | 'owners'
  | 'reason'
  | 'status'
  | 'attempt'
  | 'requestedAt'
  | 'startedAt'
  | 'closedAt'
  | 'observedAt'
  | 'progress'
  | 'stop'
  | 'approval'
  | 'verified'
  | 'principal'
> & { readonly action: Pick<LedgerRun['action'], 'ref' | 'title'> };

/** The columns that {@link toListed} reads. */
export const LISTED_COLUMNS = [
  'runs.id',
  'runs.version',
  'runs.action_ref',
  'runs.action_title',
  'runs.target_ref',
  'runs.environment',
  'runs.initiator',
  'runs.initiator_kind',
  'runs.owners',
  'runs.reason',
  'runs.status',
  'runs.attempt',
  'runs.requested_at',
  'runs.started_at',
  'runs.closed_at',
  'runs.observed_at',
  'runs.progress',
  'runs.stop',
  'runs.approval',
  'runs.verified',
  'runs.principal',
] as const;

/** A row with those columns. */
export type ListedRow = Pick<RunRow, Bare<(typeof LISTED_COLUMNS)[number]>>;

type Bare<T> = T extends `runs.${infer Column}` ? Column : never;

/** A run from those columns. */
export function toListed(row: ListedRow): ListedRun {
  return {
    id: row.id,
    version: Number(row.version),
    action: { ref: row.action_ref, title: row.action_title },
    target: {
      entityRef: row.target_ref,
      environment: row.environment ?? undefined,
    },
    initiator: initiatorOf(row),
    owners: JSON.parse(row.owners),
    reason: row.reason ?? undefined,
    status: row.status,
    attempt: row.attempt,
    requestedAt: new Date(row.requested_at),
    startedAt: date(row.started_at),
    closedAt: date(row.closed_at),
    observedAt: new Date(row.observed_at),
    progress: json(row.progress),
    stop: json(row.stop),
    approval: json(row.approval),
    verified: Boolean(row.verified),
    principal: json(row.principal),
  };
}
