import type {
  AuditRecord,
  Initiator,
  Run,
  RunDetail,
  RunStatus,
} from 'backstage-plugin-temporal-common';
import type { Chain } from './facts.ts';
import type { Findings } from './Findings.ts';
import type { AskedRun } from './Journal.ts';

/** What a row may say when Temporal says this of its workflow. */
const outcomes: Readonly<Record<string, readonly RunStatus[]>> = {
  COMPLETED: ['succeeded'],
  FAILED: ['failed', 'rejected', 'expired', 'withdrawn'],
  CANCELLED: ['cancelled'],
  TERMINATED: ['terminated'],
  TIMED_OUT: ['timed-out'],
};

/** Each request has one row, and each row one request. */
export function checkRequests(
  findings: Findings,
  asked: readonly AskedRun[],
  rows: readonly Run[],
): void {
  const byId = new Map(rows.map(row => [row.id, row]));
  const known = new Set(asked.map(({ runId }) => runId));
  for (const { expected, kind, requestKey, runId } of asked) {
    const row = byId.get(runId);
    const about = `${kind} ${runId} (request ${requestKey})`;
    findings.demand(!!row, 'lost', `${about} was answered, and has no row`);
    if (!row) continue;
    findings.demand(
      row.status === expected,
      'wrong',
      `${about} is ${row.status}, where a clean run would be ${expected}`,
    );
  }
  for (const { id, status } of rows) {
    const about = `Row ${id} (${status}) was never told to anybody`;
    findings.demand(known.has(id), 'doubled', about);
  }
}

/** Rows and Temporal tell the same. */
export function checkChains(
  findings: Findings,
  rows: readonly Run[],
  chains: ReadonlyMap<string, Chain>,
): void {
  const ids = new Set(rows.map(({ id }) => id));
  for (const { attempt, closedAt, id, startedAt, status } of rows) {
    const chain = chains.get(id);
    const count = chain?.firsts.size ?? 0;
    const due = startedAt ? attempt : 0;
    findings.demand(
      count >= due,
      'lost',
      `Row ${id} (${status}) has ${count} chains in Temporal, for ${due}`,
    );
    findings.demand(count <= due, 'doubled', `Row ${id} has ${count} chains`);
    findings.demand(
      closedAt !== undefined,
      'wrong',
      `Row ${id} is still ${status} after the calm`,
    );
    if (!chain) continue;
    findings.demand(
      outcomes[chain.status]?.includes(status) ?? false,
      'wrong',
      `Row ${id} is ${status}, its workflow ${chain.status}`,
    );
  }
  for (const id of chains.keys()) {
    findings.demand(ids.has(id), 'lost', `Workflow ${id} has no row`);
  }
}

/** Nobody decided on their own run, and what was decided is what ran. */
export function checkApprovals(
  findings: Findings,
  details: readonly RunDetail[],
): void {
  for (const { id, initiator, questions, status } of details) {
    const approval = questions.find(({ kind }) => kind === 'approval');
    if (!approval) continue;
    const approvers = approval.answers
      .filter(({ verdict }) => verdict === 'approve')
      .map(({ by }) => by);
    findings.demand(
      !approvers.includes(refOf(initiator)),
      'wrong',
      `Run ${id} was approved by who asked for it`,
    );
    findings.demand(
      status !== 'succeeded' || approvers.length >= approval.quorum,
      'wrong',
      `Run ${id} ran on ${approvers.length} approvals of ${approval.quorum}`,
    );
  }
}

/** A time in which records may have been left without an end. */
export interface Outage {
  readonly from: number;
  readonly to: number;
}

/** Each row has the record of its start; only a crash leaves one pending. */
export function checkAudit(
  findings: Findings,
  about: { readonly rows: readonly Run[]; readonly outages: readonly Outage[] },
  records: readonly AuditRecord[],
): void {
  const started = new Set(
    records
      .filter(({ event, outcome }) => isStart(event) && outcome === 'succeeded')
      .map(({ run }) => run),
  );
  for (const { id } of about.rows) {
    findings.demand(started.has(id), 'lost', `Run ${id} has no audit record`);
  }
  for (const { at, event, id, outcome } of records) {
    const when = Date.parse(at);
    const cut = about.outages.some(({ from, to }) => when > from && when < to);
    findings.demand(
      cut || (outcome !== 'pending' && outcome !== 'unknown'),
      'wrong',
      `Audit record ${id} (${event}, ${at}) is ${outcome} without a crash`,
    );
  }
}

function isStart(event: AuditRecord['event']): boolean {
  return event === 'run-start';
}

function refOf(initiator: Initiator): string {
  return initiator.kind === 'user' ? initiator.entityRef : initiator.subject;
}
