import type { RunStatus } from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { waitingStatus } from '../questions/waitingStatus';
import type { Place } from '../temporal/Place';
import type { LedgerClock } from './LedgerClock';
import { LedgerReader } from './LedgerReader';
import type { RunRow } from './ledgerRow';
import type { Execution, Observation, RunNow } from './Sightings';

/** What was seen of unfinished runs, written into the ledger. */
export class LedgerSightings extends LedgerReader {
  readonly #knex: Knex;
  readonly #clock: LedgerClock;

  constructor(knex: Knex, clock: LedgerClock) {
    super(knex);
    this.#knex = knex;
    this.#clock = clock;
  }

  async observe(
    looked: RunNow,
    seen: Observation,
  ): Promise<RunStatus | undefined> {
    const { id: runId, attempt } = looked;
    const run = await this.get(runId);
    if (!run || run.closedAt || run.attempt !== attempt) return undefined;
    // Temporal can't tell waiting for people from running.
    const statusNow = async (knex: Knex) =>
      seen.status === 'running' ? waitingStatus(knex, runId) : seen.status;
    const status = await statusNow(this.#knex);
    const now = { observed_at: new Date() };
    const temporalRunId = seen.temporalRunId ?? run.temporalRunId;
    const news =
      seen.pageChanged ||
      run.status !== status ||
      run.temporalRunId !== temporalRunId ||
      JSON.stringify(run.progress) !== JSON.stringify(seen.progress);
    if (!news) {
      await this.#runs().where({ id: runId }).update(now);
      return status;
    }
    await this.#clock.change(async (trx, version) => {
      await trx('runs')
        .where({ id: runId, attempt })
        .whereNull('closed_at')
        .update({
          ...now,
          ...(seen.status === 'paused' ? {} : { pause: null }),
          version,
          // Asked again, because a question may have been opened since.
          status: await statusNow(trx),
          progress: seen.progress ? JSON.stringify(seen.progress) : null,
          temporal_run_id: temporalRunId,
        });
    });
    return status;
  }

  async lostSight({ cluster, namespace }: Place): Promise<void> {
    const visible = (knex: Knex) =>
      knex('runs')
        .where({ cluster, namespace })
        .whereNull('closed_at')
        .whereNotIn('status', ['requested', 'unknown']);
    if (!(await visible(this.#knex).first('id'))) return;
    await this.#clock.change((trx, version) =>
      visible(trx).update({ status: 'unknown', version }),
    );
  }

  async seen(executions: readonly Execution[]): Promise<readonly string[]> {
    const open = executions.map(({ temporalRunId }) => temporalRunId);
    const known = await this.#runs()
      .whereIn('temporal_run_id', open)
      .whereNull('closed_at')
      .select('id', 'status');
    const ids = known.map(row => row.id);
    const now = { observed_at: new Date() };
    await this.#runs().whereIn('id', ids).update(now);
    for (const { id, status } of known) {
      if (status === 'unknown') await this.#inSightAgain(id);
    }
    return ids;
  }

  onChange(listener: () => void): void {
    this.#clock.onTick(listener);
  }

  async #inSightAgain(runId: string): Promise<void> {
    await this.#clock.change(async (trx, version) => {
      const status = await waitingStatus(trx, runId);
      await trx('runs')
        .where({ id: runId, status: 'unknown' })
        .update({ status, version });
    });
  }

  #runs() {
    return this.#knex<RunRow>('runs');
  }
}
