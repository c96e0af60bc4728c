import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { RunStop } from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { fromRow, toColumns, type RunRow } from './ledgerRow';
import type { AdoptedRun } from './AdoptedRun';
import { adoptedColumns } from './adoptedColumns';
import { endQuestions, outcomeWithRun } from '../questions/endQuestions';
import { settleStatus } from '../questions/waitingStatus';
import { LedgerClock } from './LedgerClock';
import { LedgerSightings } from './LedgerSightings';
import type { InsertResult, NewRun, Outcome, RunLedger } from './RunLedger';
import type { RunNow } from './Sightings';

type AlsoDo = (trx: Knex, runId: string, version: number) => Promise<unknown>;

/** The ledger in the plugin's own database, SQLite or PostgreSQL. */
export class DatabaseRunLedger extends LedgerSightings implements RunLedger {
  readonly #knex: Knex;
  readonly #clock: LedgerClock;

  constructor(knex: Knex, clock = new LedgerClock(knex)) {
    super(knex, clock);
    this.#knex = knex;
    this.#clock = clock;
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

  async adopt(run: AdoptedRun): Promise<boolean> {
    try {
      await this.#clock.change(async (trx, version) => {
        await trx('runs').insert({ ...adoptedColumns(run), version });
        await insertOwners(trx, { ...run, requestedAt: run.startedAt });
      });
      return true;
    } catch (error) {
      if (isDatabaseConflictError(error)) return false;
      throw error;
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
    const changed = await this.#update(
      runId,
      unfinished =>
        unfinished.whereNull('first_execution_run_id').update({
          first_execution_run_id: firstExecutionRunId,
          temporal_run_id: firstExecutionRunId,
          status: 'running',
          started_at: now,
          observed_at: now,
        }),
      settleStatus,
    );
    if (changed) return true;
    const run = await this.get(runId);
    return run?.firstExecutionRunId === firstExecutionRunId && !run.closedAt;
  }

  async approved(runId: string): Promise<void> {
    await this.#clock.change(async (trx, version) => {
      await trx('runs')
        .where({ id: runId })
        .whereNull('approved_at')
        .update({ approved_at: new Date() });
      await settleStatus(trx, runId, version);
    });
  }

  async stopped(runId: string, stop: RunStop): Promise<boolean> {
    // What is paused does not hear of it before somebody lets it go on.
    const status = this.#knex.raw(
      `CASE WHEN status = 'paused' THEN status ELSE 'stopping' END`,
    );
    return this.#update(runId, unfinished =>
      unfinished.update({ status, stop: JSON.stringify(stop) }),
    );
  }

  async close(run: RunNow, outcome: Outcome): Promise<boolean> {
    const runId = run.id;
    return this.#update(
      runId,
      unfinished =>
        // Another attempt does not end as the one before it did.
        unfinished.andWhere({ attempt: run.attempt }).update({
          status: outcome.status,
          closed_at: outcome.closedAt,
          observed_at: new Date(),
          progress: null,
          pause: null,
          result: text(outcome.result),
          failure: text(outcome.failure),
          timeline: JSON.stringify(outcome.timeline),
        }),
      trx =>
        endQuestions(trx, {
          runId,
          outcome: outcomeWithRun(outcome.status),
          at: outcome.closedAt,
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

  #runs() {
    return this.#knex<RunRow>('runs');
  }

  /** Updates an unfinished run under a new version; whether it was there. */
  async #update(
    runId: string,
    update: (unfinished: Knex.QueryBuilder) => Knex.QueryBuilder,
    also: AlsoDo = async () => {},
  ): Promise<boolean> {
    return this.#clock.change(async (trx, version) => {
      const unfinished = trx('runs')
        .where({ id: runId })
        .whereNull('closed_at');
      const count: unknown = await update(unfinished);
      if (count === 0) return false;
      await trx('runs').where({ id: runId }).update({ version });
      await also(trx, runId, version);
      return true;
    });
  }
}

async function insertOwners(
  trx: Knex,
  run: Pick<NewRun, 'id' | 'owners' | 'requestedAt'>,
): Promise<void> {
  const owners = [...new Set(run.owners)];
  if (owners.length === 0) return;
  await trx('run_owners').insert(
    owners.map(ref => ({
      run_id: run.id,
      owner_ref: ref,
      requested_at: run.requestedAt,
    })),
  );
}

function text(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
