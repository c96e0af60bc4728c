import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { LedgerClock } from './LedgerClock';
import { fromRow, type RunRow } from './ledgerRow';
import type { LedgerRun } from './RunLedger';
import { fromAttemptRow, type AttemptRow } from './attemptRow';
import type { PastAttempt, RunRetry } from './RunAttempt';

/** What a row must still be for an attempt to be begun, or not, by us. */
type Asked = Pick<LedgerRun, 'id' | 'attempt' | 'leaseUntil'>;

/**
 * What became of a run that was to be opened again: it is; or not, because it
 * is in another attempt by now, or because another run holds the target.
 */
export type Reopened =
  | { readonly outcome: 'reopened'; readonly run: LedgerRun }
  | { readonly outcome: 'stale' | 'held' };

/** What an attempt that has not begun has not. */
const ANEW = {
  status: 'requested',
  closed_at: null,
  started_at: null,
  attempt_run_id: null,
  progress: null,
  result: null,
  failure: null,
  timeline: null,
  stop: null,
  pause: null,
};

/** The attempts of runs, in the ledger: the one way out of a finished status. */
export class RunAttempts {
  readonly #knex: Knex;
  readonly #clock: LedgerClock;

  constructor(knex: Knex, clock: LedgerClock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** How earlier attempts of a run ended, oldest first. */
  async past(runId: string): Promise<readonly PastAttempt[]> {
    const rows = await this.#knex<AttemptRow>('run_attempts')
      .where({ run_id: runId })
      .orderBy('number');
    return rows.map(fromAttemptRow);
  }

  /**
   * Opens a finished run for another attempt and keeps how this one ended,
   * before Temporal is asked. Of two that try at once, one succeeds.
   */
  async reopen(
    run: Pick<LedgerRun, 'id' | 'attempt'>,
    retry: RunRetry,
    leaseUntil: Date,
  ): Promise<Reopened> {
    try {
      const opened = await this.#clock.change(async (trx, version) => {
        const [row]: RunRow[] = await trx('runs')
          .where({ id: run.id, attempt: run.attempt })
          .whereNotNull('closed_at');
        if (!row) return undefined;
        await trx('run_attempts').insert(pastOf(row));
        const [now]: RunRow[] = await trx('runs')
          .where({ id: run.id })
          .update({
            ...ANEW,
            ...asked(row, retry),
            lease_until: leaseUntil,
            version,
          })
          .returning('*');
        return fromRow(now);
      });
      return opened
        ? { outcome: 'reopened', run: opened }
        : { outcome: 'stale' };
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      return { outcome: 'held' };
    }
  }

  /** Records that Temporal began the attempt, in this execution. */
  async began(
    run: Pick<LedgerRun, 'id' | 'attempt'>,
    temporalRunId: string,
  ): Promise<void> {
    const now = new Date();
    await this.#clock.change(async (trx, version) => {
      await unbegun(trx, run).update({
        status: 'running',
        attempt_run_id: temporalRunId,
        temporal_run_id: temporalRunId,
        started_at: now,
        observed_at: now,
        version,
      });
    });
  }

  /**
   * Puts back how the earlier attempt ended, because Temporal certainly did
   * nothing, unless another has taken over the lease and may be asking it.
   */
  async restore(run: Asked): Promise<void> {
    await this.#clock.change(async (trx, version) => {
      const number = run.attempt - 1;
      const past = () =>
        trx<AttemptRow>('run_attempts').where({ run_id: run.id, number });
      const [row] = await past();
      if (!row) return;
      const { run_id: _, ...columns } = row;
      const restored: unknown = await unbegun(trx, run)
        .andWhere({ lease_until: run.leaseUntil })
        .update({ ...withAttempt(columns), version });
      if (restored === 1) await past().delete();
    });
  }
}

function asked(row: RunRow, retry: RunRetry) {
  return {
    attempt: row.attempt + 1,
    retry: JSON.stringify(retry),
    observed_at: new Date(),
  };
}

function pastOf(row: RunRow) {
  return {
    run_id: row.id,
    number: row.attempt,
    retry: row.retry,
    attempt_run_id: row.attempt_run_id,
    temporal_run_id: row.temporal_run_id,
    started_at: row.started_at,
    status: row.status,
    closed_at: row.closed_at,
    failure: row.failure,
    timeline: row.timeline,
    stop: row.stop,
  };
}

function withAttempt({ number, ...columns }: Omit<AttemptRow, 'run_id'>) {
  return { ...columns, attempt: number };
}

function unbegun(trx: Knex, run: Pick<LedgerRun, 'id' | 'attempt'>) {
  return trx('runs')
    .where({ id: run.id, attempt: run.attempt, status: 'requested' })
    .whereNull('closed_at')
    .whereNull('attempt_run_id');
}
