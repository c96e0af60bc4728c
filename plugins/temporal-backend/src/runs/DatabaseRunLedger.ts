import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { RunStop } from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { fromRow, toColumns, type RunRow } from './ledgerRow';
import { LedgerClock } from './LedgerClock';
import { LedgerReader } from './LedgerReader';
import type {
  Execution,
  InsertResult,
  NewRun,
  Observation,
  Outcome,
  RunLedger,
} from './RunLedger';

/** The ledger in the plugin's own database, SQLite or PostgreSQL. */
export class DatabaseRunLedger extends LedgerReader implements RunLedger {
  readonly #knex: Knex;
  readonly #clock: LedgerClock;

  constructor(knex: Knex) {
    super(knex);
    this.#knex = knex;
    this.#clock = new LedgerClock(knex);
  }

  async insert(run: NewRun): Promise<InsertResult> {
    try {
      const row = await this.#clock.change(async (trx, version) => {
        const rows: RunRow[] = await trx('runs')
          .insert({ ...toColumns(run), version })
          .returning('*');
        await insertOwners(trx, run);
        return rows[0];
      });
      return { outcome: 'inserted', run: fromRow(row) };
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      const inTheWay = await this.inTheWayOf(run);
      if (inTheWay) return inTheWay;
      // Its own id would be in the way for ever.
      if (await this.get(run.id)) throw error;
      return this.insert(run);
    }
  }

  async renewLease(runId: string, leaseUntil: Date): Promise<boolean> {
    const changed = await this.#runs()
      .where({ id: runId, status: 'requested' })
      .andWhere('lease_until', '<', new Date())
      .update({ lease_until: leaseUntil });
    return changed === 1;
  }

  async releaseLease(runId: string, leaseUntil: Date): Promise<void> {
    await this.#runs()
      .where({ id: runId, status: 'requested', lease_until: leaseUntil })
      .update({ lease_until: new Date(0) });
  }

  async started(runId: string, firstExecutionRunId: string): Promise<boolean> {
    const now = new Date();
    const changed = await this.#update(runId, unfinished =>
      unfinished.whereNull('first_execution_run_id').update({
        first_execution_run_id: firstExecutionRunId,
        temporal_run_id: firstExecutionRunId,
        status: 'running',
        started_at: now,
        observed_at: now,
      }),
    );
    if (changed) return true;
    const run = await this.get(runId);
    return run?.firstExecutionRunId === firstExecutionRunId && !run.closedAt;
  }

  async observe(runId: string, seen: Observation): Promise<void> {
    const run = await this.get(runId);
    if (!run || run.closedAt) return;
    const now = { observed_at: new Date() };
    const temporalRunId = seen.temporalRunId ?? run.temporalRunId;
    const news =
      seen.pageChanged ||
      run.status !== seen.status ||
      run.temporalRunId !== temporalRunId ||
      JSON.stringify(run.progress) !== JSON.stringify(seen.progress);
    if (!news) {
      await this.#runs().where({ id: runId }).update(now);
      return;
    }
    await this.#update(runId, unfinished =>
      unfinished.update({
        ...now,
        status: seen.status,
        progress: seen.progress ? JSON.stringify(seen.progress) : null,
        temporal_run_id: temporalRunId,
      }),
    );
  }

  async lostSight(namespace: string): Promise<void> {
    const visible = (knex: Knex) =>
      knex('runs')
        .where({ namespace })
        .whereNull('closed_at')
        .whereNotIn('status', ['requested', 'unknown']);
    if (!(await visible(this.#knex).first('id'))) return;
    await this.#clock.change((trx, version) =>
      visible(trx).update({ status: 'unknown', version }),
    );
  }

  async seen(executions: readonly Execution[]): Promise<readonly string[]> {
    const open = new Map(executions.map(one => [one.id, one.temporalRunId]));
    const rows = await this.#runs()
      .whereIn('id', [...open.keys()])
      .whereNull('closed_at')
      .select('id', 'status', 'temporal_run_id');
    const known = rows.filter(row => open.get(row.id) === row.temporal_run_id);
    const ids = known.map(row => row.id);
    const now = { observed_at: new Date() };
    await this.#runs().whereIn('id', ids).update(now);
    if (known.some(({ status }) => status === 'unknown')) {
      await this.#clock.change((trx, version) =>
        trx('runs')
          .whereIn('id', ids)
          .where({ status: 'unknown' })
          .update({ status: 'running', version }),
      );
    }
    return ids;
  }

  async stopped(runId: string, stop: RunStop): Promise<boolean> {
    return this.#update(runId, unfinished =>
      unfinished.update({ status: 'stopping', stop: JSON.stringify(stop) }),
    );
  }

  async close(runId: string, outcome: Outcome): Promise<boolean> {
    return this.#update(runId, unfinished =>
      unfinished.update({
        status: outcome.status,
        closed_at: outcome.closedAt,
        observed_at: new Date(),
        progress: null,
        result: text(outcome.result),
        failure: text(outcome.failure),
        timeline: JSON.stringify(outcome.timeline),
      }),
    );
  }

  async discard(runId: string, leaseUntil: Date): Promise<void> {
    await this.#clock.change(async trx => {
      const deleted = await trx('runs')
        .where({ id: runId, status: 'requested', lease_until: leaseUntil })
        .delete();
      if (deleted) await trx('run_owners').where({ run_id: runId }).delete();
    });
  }

  onChange(listener: () => void): void {
    this.#clock.onTick(listener);
  }

  #runs() {
    return this.#knex<RunRow>('runs');
  }

  /** Updates an unfinished run under a new version; whether it was there. */
  async #update(
    runId: string,
    update: (unfinished: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<boolean> {
    const changed = await this.#clock.change(async (trx, version) => {
      const unfinished = trx('runs')
        .where({ id: runId })
        .whereNull('closed_at');
      const count: unknown = await update(unfinished);
      if (count === 0) return false;
      await trx('runs').where({ id: runId }).update({ version });
      return true;
    });
    return changed;
  }
}

async function insertOwners(trx: Knex, run: NewRun): Promise<void> {
  const owners = [...new Set(run.owners)];
  if (owners.length === 0) return;
  await trx('run_owners').insert(
    owners.map(ref => ({ run_id: run.id, owner_ref: ref })),
  );
}

function text(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
