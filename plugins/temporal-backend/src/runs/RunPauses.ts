import type { Knex } from 'knex';
import { waitingStatus } from '../questions/waitingStatus';
import type { LedgerClock } from './LedgerClock';
import type { RunPause } from './RunAttempt';
import type { RunNow } from './Sightings';

/** Who paused unfinished runs, in the ledger. */
export class RunPauses {
  readonly #clock: LedgerClock;

  constructor(clock: LedgerClock) {
    this.#clock = clock;
  }

  async hold(run: RunNow, pause: RunPause): Promise<void> {
    await this.#clock.change((trx, version) =>
      unfinished(trx, run).update({
        status: 'paused',
        pause: JSON.stringify(pause),
        version,
      }),
    );
  }

  async letGo(run: RunNow): Promise<void> {
    await this.#clock.change(async (trx, version) => {
      const status = await waitingStatus(trx, run.id);
      await unfinished(trx, run).update({ status, pause: null, version });
    });
  }
}

function unfinished(trx: Knex, { id, attempt }: RunNow) {
  return trx('runs').where({ id, attempt }).whereNull('closed_at');
}
