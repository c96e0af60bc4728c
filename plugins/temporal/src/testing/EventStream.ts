/** One open event stream, from the side of the server. */
export class EventStream {
  readonly query: URLSearchParams;
  readonly response: Response;
  closed = false;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor(query: URLSearchParams, signal: AbortSignal | undefined) {
    this.query = query;
    const body = new ReadableStream<Uint8Array>({
      start: controller => {
        this.#controller = controller;
      },
      cancel: () => {
        this.closed = true;
      },
    });
    signal?.addEventListener('abort', () =>
      this.break(new DOMException('Aborted', 'AbortError')),
    );
    this.response = new Response(body, {
      headers: { 'content-type': 'text/event-stream' },
    });
  }

  ready(version: number): void {
    this.write(`event: ready\nid: ${version}\ndata: {}\n\n`);
  }

  news(runId: string, version: number): void {
    this.write(newsText(runId, version));
  }

  write(text: string): void {
    this.#controller?.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.closed = true;
    this.#controller?.close();
  }

  break(error: Error): void {
    if (!this.closed) {
      this.closed = true;
      this.#controller?.error(error);
    }
  }
}

export function newsText(runId: string, version: number): string {
  const data = JSON.stringify({ runId, version });
  return `event: run\nid: ${version}\ndata: ${data}\n\n`;
}
