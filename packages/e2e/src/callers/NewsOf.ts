import type { House } from '../house/House.ts';

/** An event stream of one entity's runs, and all that it has said so far. */
export class NewsOf {
  readonly #gone = new AbortController();
  #said = '';

  static async entity(
    house: House,
    options: { readonly token: string; readonly entityRef: string },
  ): Promise<NewsOf> {
    const news = new NewsOf();
    const url = `${house.url}/api/temporal/events?entityRef=${options.entityRef}`;
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${options.token}` },
      signal: news.#gone.signal,
    });
    if (!response.body || response.status !== 200) {
      throw new Error(`No news: ${response.status} ${await response.text()}`);
    }
    news.#listen(response.body);
    return news;
  }

  /** The stream as it came, in the format of server-sent events. */
  get said(): string {
    return this.#said;
  }

  leave(): void {
    this.#gone.abort();
  }

  async #listen(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) {
        this.#said += decoder.decode(chunk, { stream: true });
      }
    } catch (error) {
      if (!this.#gone.signal.aborted) throw error;
    }
  }
}
