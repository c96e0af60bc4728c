import { WORKER_TOKENS_PATH } from 'backstage-plugin-temporal-common';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** A backend that issues tokens for workers, or answers what it is told to. */
export class TokenDoor {
  readonly #server: Server;
  readonly asked: unknown[] = [];
  answer: Answer = { status: 200, body: {} };

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const { headers, method, url } = request;
      const { authorization } = headers;
      this.asked.push({ authorization, body: await json(request) });
      const isOurs =
        `${method} ${url}` === `POST /api/temporal${WORKER_TOKENS_PATH}`;
      response.writeHead(isOurs ? this.answer.status : 404);
      response.end(JSON.stringify(this.answer.body));
    });
  }

  static async open(): Promise<TokenDoor> {
    const door = new TokenDoor();
    door.#server.listen(0, '127.0.0.1');
    await once(door.#server, 'listening');
    return door;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address?.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
