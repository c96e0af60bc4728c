import type { Place } from './place.ts';

const AT_ONCE = 20;

/** Many event streams of one run, opened a few at a time. */
export class OpenStreams {
  readonly #gone = new AbortController();
  readonly #reading: Promise<void>[] = [];

  /** Resolves when all are open; `heard` is called for what arrives on each. */
  static async of(
    place: Place,
    options: {
      readonly runId: string;
      readonly count: number;
      readonly heard?: () => Promise<unknown>;
    },
  ): Promise<OpenStreams> {
    const streams = new OpenStreams();
    let left = options.count;
    const open = async () => {
      while (left > 0) {
        left -= 1;
        await streams.#open(place, options);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, open));
    return streams;
  }

  async close(): Promise<void> {
    this.#gone.abort();
    await Promise.all(this.#reading);
  }

  async #open(
    place: Place,
    options: { readonly runId: string; heard?: () => Promise<unknown> },
  ): Promise<void> {
    const { signal } = this.#gone;
    const url = `${place.house.url}/api/temporal/events?runId=${options.runId}`;
    const headers = { authorization: `Bearer ${place.token}` };
    const response = await fetch(url, { headers, signal });
    if (response.status !== 200 || !response.body) {
      throw new Error(`No stream: ${response.status} ${await response.text()}`);
    }
    this.#reading.push(this.#read(response.body, options.heard));
  }

  async #read(
    body: ReadableStream<Uint8Array>,
    heard: () => Promise<unknown> = async () => {},
  ): Promise<void> {
    try {
      for await (const chunk of body) {
        if (Buffer.from(chunk).includes('event:')) await heard();
      }
    } catch (error) {
      if (!this.#gone.signal.aborted) throw error;
    }
  }
}
