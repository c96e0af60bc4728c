import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { RunStop } from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { fromRow, toColumns, type RunRow } from './ledgerRow';
import { LedgerClock } from './LedgerClock';
import { LedgerReader } from './LedgerReader';
import type {
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
        return rows[0];
      });
      return { outcome: 'inserted', run: fromRow(row) };
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      return this.#explainConflict(run, error);
    }
  }

  async #explainConflict(run: NewRun, error: unknown): Promise<InsertResult> {
    const repeated = await this.byRequestKey(run.caller, run.requestKey);
    if (repeated) return { outcome: 'repeated', run: repeated };
    const { action, target } = run;
    const [holder] = await this.unfinishedOn(target.entityRef, action.ref);
    if (holder) return { outcome: 'held', run: holder };
    // The holder ended between the insert and this look: try anew.
    if (run.onePerTarget) return this.insert(run);
    throw error;
  }

  async renewLease(runId: string, leaseUntil: Date): Promise<boolean> {
    const changed = await this.#runs()
      .where({ id: runId, status: 'requested' })
      .andWhere('lease_until', '<', new Date())
      .update({ lease_until: leaseUntil });
    return changed === 1;
  }

  async releaseLease(runId: string): Promise<void> {
    await this.#runs()
      .where({ id: runId, status: 'requested' })
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

  async seen(runIds: readonly string[]): Promise<readonly string[]> {
    const known = await this.#runs()
      .whereIn('id', [...runIds])
      .whereNull('closed_at')
      .whereNotNull('first_execution_run_id')
      .select('id', 'status');
    const idsOf = (rows: typeof known) => rows.map(row => row.id);
    const found = idsOf(known.filter(({ status }) => status === 'unknown'));
    const now = { observed_at: new Date() };
    await this.#runs().whereIn('id', idsOf(known)).update(now);
    if (found.length > 0) {
      await this.#clock.change((trx, version) =>
        trx('runs').whereIn('id', found).update({ status: 'running', version }),
      );
    }
    return idsOf(known);
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

  async discard(runId: string): Promise<void> {
    await this.#clock.change(trx =>
      trx('runs').where({ id: runId, status: 'requested' }).delete(),
    );
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

function text(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
