import { toError } from '@backstage/errors';
import type { Run } from 'backstage-plugin-temporal-common';
import type { TemporalApi } from '../api/TemporalApi';
import { Watched } from '../live/Watched';

const AT_ONCE = 4;

/** What became of the wish to cancel one run. */
export type CancelOutcome =
  | { readonly kind: 'waiting' | 'sending' | 'asked' }
  | { readonly kind: 'refused'; readonly error: Error };

/** How far it is; `outcomes` by the id of the run. */
export interface BulkCancelState {
  readonly phase: 'asking' | 'sending' | 'done';
  readonly outcomes: ReadonlyMap<string, CancelOutcome>;
}

/** Cancels several runs for one reason, each by its own request. */
export class BulkCancel {
  readonly runs: readonly Run[];
  readonly state: Watched<BulkCancelState>;
  readonly #api: TemporalApi;

  constructor(api: TemporalApi, runs: readonly Run[]) {
    this.#api = api;
    this.runs = runs;
    this.state = new Watched<BulkCancelState>({
      phase: 'asking',
      outcomes: new Map(runs.map(({ id }) => [id, { kind: 'waiting' }])),
    });
  }

  /** Sends what is to be sent, once, a few at a time. */
  async start(reason: string): Promise<void> {
    if (this.state.get().phase !== 'asking') {
      return;
    }
    this.state.set({ ...this.state.get(), phase: 'sending' });
    const left = this.runs.map(({ id }) => id);
    const sendRest = async () => {
      for (let id = left.shift(); id; id = left.shift()) {
        await this.#cancel(id, reason);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendRest));
    this.state.set({ ...this.state.get(), phase: 'done' });
  }

  async #cancel(id: string, reason: string): Promise<void> {
    this.#tell(id, { kind: 'sending' });
    try {
      await this.#api.stopRun(id, 'cancel', reason);
      this.#tell(id, { kind: 'asked' });
    } catch (error) {
      this.#tell(id, { kind: 'refused', error: toError(error) });
    }
  }

  #tell(id: string, outcome: CancelOutcome): void {
    const { phase, outcomes } = this.state.get();
    this.state.set({ phase, outcomes: new Map(outcomes).set(id, outcome) });
  }
}
