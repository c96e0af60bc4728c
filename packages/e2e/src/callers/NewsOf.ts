/** An event stream of one entity's runs, and all that it has said so far. */
export class NewsOf {
  readonly #gone = new AbortController();
  #said = '';
  #cut = false;

  static async entity(
    backend: { readonly url: string },
    options: {
      readonly token: string;
      readonly entityRef: string;
      /** Where an earlier stream ended, whoever served it. */
      readonly cursor?: string;
    },
  ): Promise<NewsOf> {
    const news = new NewsOf();
    const { cursor, entityRef } = options;
    const query = new URLSearchParams({
      entityRef,
      ...(cursor ? { cursor } : {}),
    });
    const url = `${backend.url}/api/temporal/events?${query}`;
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

  /** Whether it ended without our leaving. */
  get cut(): boolean {
    return this.#cut;
  }

  /** The version that it told of last, to resume from. */
  get cursor(): string | undefined {
    return [...this.#said.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1];
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
    } catch {
      this.#cut = !this.#gone.signal.aborted;
    }
  }
}
