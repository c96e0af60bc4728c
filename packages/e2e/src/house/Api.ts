/** An answer of the HTTP door, its body read. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface StartBody {
  readonly action?: unknown;
  readonly entityRef?: unknown;
  readonly input?: unknown;
  readonly requestKey?: unknown;
  readonly [unknownField: string]: unknown;
}

/** The HTTP door as a caller outside the browser uses it. */
export class Api {
  readonly #url: string;
  readonly #token: string | undefined;

  constructor(houseUrl: string, token: string | undefined) {
    this.#url = `${houseUrl}/api/temporal`;
    this.#token = token;
  }

  get(path: string): Promise<Answer> {
    return this.send(path, { method: 'GET' });
  }

  post(path: string, body: unknown): Promise<Answer> {
    return this.send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  startRun(body: StartBody): Promise<Answer> {
    return this.post('/runs', body);
  }

  async send(path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (this.#token) {
      headers.set('authorization', `Bearer ${this.#token}`);
    }
    const response = await fetch(this.#url + path, { ...init, headers });
    const text = await response.text();
    return { status: response.status, body: readBody(text) };
  }
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
