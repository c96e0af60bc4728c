import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import type { Person } from '../faults/FaultyHouse.ts';
import { Journal } from '../faults/Journal.ts';
import type { Api } from '../house/Api.ts';

export interface LoadOptions {
  /** Who start, one after the other. */
  readonly callers: ReadonlyMap<Person, Api>;
  readonly action: string;
  readonly entityRef: string;
  readonly starts: number;
  /** In milliseconds, over which they are spread. */
  readonly lasts: number;
  /** How many may wait for their answer at the same time. */
  readonly atOnce: number;
}

/** Starts runs at an even pace, each of them with one request only. */
export class Load {
  readonly journal = new Journal();
  readonly #options: LoadOptions;
  #begun = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const began = Date.now();
    const callers = [...this.#options.callers];
    const one = async () => {
      const { starts, lasts } = this.#options;
      while (this.#begun < starts) {
        const position = this.#begun;
        this.#begun += 1;
        const due = began + (position * lasts) / starts;
        await sleep(Math.max(0, due - Date.now()));
        await this.#start(callers[position % callers.length]);
      }
    };
    await Promise.all(Array.from({ length: this.#options.atOnce }, one));
  }

  async #start([by, api]: readonly [Person, Api]): Promise<void> {
    const { action, entityRef } = this.#options;
    const requestKey = randomUUID();
    const request = { action, entityRef, input: {}, requestKey };
    const { body, status } = await api.startRun(request);
    if (status !== 201) {
      const at = new Date().toISOString();
      const why = JSON.stringify(body);
      this.journal.complain(`${at}: a start got ${status}: ${why}`);
      return;
    }
    const { id: runId } = body as RunDetail;
    const asked = { by, entityRef, requestKey, runId, label: '', steps: 0 };
    this.journal.note({ ...asked, kind: 'migrate', expected: 'succeeded' });
  }
}
