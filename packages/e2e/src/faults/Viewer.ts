import { setTimeout as sleep } from 'node:timers/promises';
import type { RunNews } from 'backstage-plugin-temporal-common';

const COME_BACK_MS = 500;

/**
 * Somebody who looks at an entity all the time: when the event stream is cut,
 * comes back with the cursor of what came last, as the page does.
 */
export class Viewer {
  readonly #url: string;
  readonly #token: string;
  readonly #leave = new AbortController();
  readonly #heard = new Map<string, number>();
  #cursor: string | undefined;
  #streams = 0;

  constructor(options: {
    readonly url: string;
    readonly token: string;
    readonly entityRef: string;
  }) {
    this.#url = `${options.url}/api/temporal/events?entityRef=${options.entityRef}`;
    this.#token = options.token;
  }

  /** The newest version of each run that this viewer was told of. */
  get heard(): ReadonlyMap<string, number> {
    return this.#heard;
  }

  /** How many streams it took. */
  get streams(): number {
    return this.#streams;
  }

  leave(): void {
    this.#leave.abort();
  }

  /** Looks until it leaves. */
  async look(): Promise<void> {
    const { signal } = this.#leave;
    while (!signal.aborted) {
      await this.#listen(signal).catch(() => {});
      await sleep(COME_BACK_MS, undefined, { signal }).catch(() => {});
    }
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const cursor = this.#cursor ? `&cursor=${this.#cursor}` : '';
    const response = await fetch(this.#url + cursor, {
      headers: { authorization: `Bearer ${this.#token}` },
      signal,
    });
    if (response.status !== 200 || !response.body) return;
    this.#streams += 1;
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body) {
      text += decoder.decode(chunk, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      events.forEach(event => this.#take(event));
    }
  }

  #take(event: string): void {
    const lines = event.split('\n');
    const valueOf = (name: string) =>
      lines.find(line => line.startsWith(`${name}: `))?.slice(name.length + 2);
    this.#cursor = valueOf('id') ?? this.#cursor;
    const data = valueOf('data');
    if (valueOf('event') !== 'run' || !data) return;
    const { runId, version } = JSON.parse(data) as RunNews;
    this.#heard.set(runId, version);
  }
}
