import type { House } from '../../packages/e2e/src/house/House.ts';

/** By which each Node process of a house lets itself be looked into. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

interface Reply {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

/** The inside of a house's backend, by Node's own inspector. */
export class Inspected {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #asked = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const reply = JSON.parse(String(data)) as Reply;
      this.#waiting.get(reply.id ?? 0)?.(reply);
    });
  }

  static async backendOf(house: House): Promise<Inspected> {
    const { log } = house.process('backend');
    const url = /listening on (ws:\S+)/.exec(log)?.[1];
    if (!url) throw new Error('The backend does not let itself be inspected');
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    return new Inspected(socket);
  }

  /** Its memory in bytes, without what can be thrown away. */
  async memory(): Promise<{ readonly rss: number; readonly heapUsed: number }> {
    for (let i = 0; i < 3; i += 1) {
      await this.#ask('HeapProfiler.collectGarbage', {});
    }
    const { result } = await this.#ask('Runtime.evaluate', {
      expression: 'process.memoryUsage()',
      returnByValue: true,
    });
    return result?.result?.value as { rss: number; heapUsed: number };
  }

  close(): void {
    this.#socket.close();
  }

  #ask(method: string, params: object): Promise<Reply> {
    this.#asked += 1;
    const id = this.#asked;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise(resolve => this.#waiting.set(id, resolve));
  }
}
