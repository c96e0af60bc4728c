import type { Knex } from 'knex';
import type { Place } from '../temporal/Place';
import { CHANGE_COLUMNS, fromRow, toChange, type RunRow } from './ledgerRow';
import type { InsertResult, LedgerRun, NewRun } from './RunLedger';
import type { LedgerChange } from './LedgerChange';
import type { Execution } from './Sightings';
import { isUuid } from './isUuid';

// Bounds memory when a page comes back with a cursor from long ago.
const CHANGES_AT_ONCE = 5_000;

/** The reading half of the ledger: SQL that changes nothing. */
export class LedgerReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(runId: string): Promise<LedgerRun | undefined> {
    const row = await this.#runs().where({ id: runId }).first();
    return row && fromRow(row);
  }

  async byRequestKey(
    caller: string,
    requestKey: string,
  ): Promise<LedgerRun | undefined> {
    const row = await this.#runs()
      .where({ caller, request_key: requestKey })
      .first();
    return row && fromRow(row);
  }

  /**
   * Why a new run can't be written; `undefined` when what was in the way ended,
   * or was taken back, before this look.
   */
  async inTheWayOf(run: NewRun): Promise<InsertResult | undefined> {
    const repeated = await this.byRequestKey(run.caller, run.requestKey);
    if (repeated) return { outcome: 'repeated', run: repeated };
    if (!run.onePerTarget) return undefined;
    const { action, target } = run;
    const open = await this.unfinishedOn(target.entityRef, action.ref);
    const holder = open.find(one => one.onePerTarget);
    return holder && { outcome: 'held', run: holder };
  }

  async newestOpen(limit: number): Promise<readonly LedgerRun[]> {
    const rows = await this.#runs()
      .whereNull('closed_at')
      .whereNotNull('first_execution_run_id')
      // A later attempt that Temporal has not begun yet.
      .whereNot({ status: 'requested' })
      .orderBy('requested_at', 'desc')
      .limit(limit);
    return rows.map(fromRow);
  }

  async openPlaces(): Promise<readonly Place[]> {
    return this.#runs()
      .whereNull('closed_at')
      .distinct('cluster', 'namespace')
      .orderBy(['cluster', 'namespace']);
  }

  async unfinished({ cluster, namespace }: Place): Promise<readonly string[]> {
    return this.#runs()
      .where({ cluster, namespace })
      .whereNull('closed_at')
      .orderBy('requested_at')
      .pluck('id');
  }

  async unfinishedOn(
    targetRef: string,
    actionRef?: string,
  ): Promise<readonly LedgerRun[]> {
    const rows = await this.#runs()
      .where({ target_ref: targetRef })
      .andWhere(actionRef ? { action_ref: actionRef } : {})
      .whereNull('closed_at')
      .orderBy('requested_at');
    return rows.map(fromRow);
  }

  async holders(
    executions: readonly Execution[],
  ): Promise<ReadonlyMap<string, string>> {
    const executionIds = executions.map(({ temporalRunId }) => temporalRunId);
    // Others choose their workflow ids; PostgreSQL compares UUIDs with UUIDs only.
    const ids = executions.map(one => one.workflowId).filter(isUuid);
    const rows = await this.#runs()
      .select('id', 'first_execution_run_id', 'temporal_run_id', 'closed_at')
      .whereIn('first_execution_run_id', executionIds)
      .orWhereIn('temporal_run_id', executionIds)
      .orWhereIn('id', ids);
    const found = new Map<string, string>();
    for (const row of rows) {
      const { id, first_execution_run_id: first, temporal_run_id: last } = row;
      for (const executionId of [first, last]) {
        if (executionId) found.set(executionId, id);
      }
      // It is being started; whether this is it is for its settling to say.
      const begins = !first && !row.closed_at;
      const its = executions.filter(one => begins && one.workflowId === id);
      its.forEach(one => found.set(one.temporalRunId, id));
    }
    return found;
  }

  async version(): Promise<number> {
    const clock = await this.#knex('ledger_clock').where({ id: 1 }).first();
    return Number(clock.version);
  }

  async changesSince(version: number): Promise<readonly LedgerChange[]> {
    const since = () =>
      this.#runs()
        .select(...CHANGE_COLUMNS)
        .where('version', '>', version)
        .orderBy(['version', 'id']);
    const rows = await since().limit(CHANGES_AT_ONCE);
    const last = rows.length < CHANGES_AT_ONCE ? undefined : rows.at(-1);
    if (last) {
      // The next page begins behind this version, so all of it must be here.
      const { version: whole, id } = last;
      rows.push(
        ...(await since().andWhere({ version: whole }).andWhere('id', '>', id)),
      );
    }
    return rows.map(toChange);
  }

  #runs() {
    return this.#knex<RunRow>('runs');
  }
}
