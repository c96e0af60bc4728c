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
> & { readonly action: Pick<LedgerRun['action'], 'ref' | 'title'> };

const COLUMNS = [
  'id',
  'version',
  'action_ref',
  'action_title',
  'target_ref',
  'environment',
  'initiator',
  'initiator_kind',
  'owners',
  'reason',
  'status',
  'attempt',
  'requested_at',
  'started_at',
  'closed_at',
  'observed_at',
  'progress',
  'stop',
  'approval',
  'verified',
] as const;

/** The columns that {@link toListed} reads. */
export const LISTED_COLUMNS = COLUMNS.map(column => `runs.${column}`);

/** A run from those columns. */
export function toListed(
  row: Pick<RunRow, (typeof COLUMNS)[number]>,
): ListedRun {
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
  };
}
