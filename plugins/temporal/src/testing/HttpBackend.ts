import type {
  ActionFigures,
  AuditRecord,
  FieldError,
  ListedQuestion,
  OfferedActions,
  Run,
  RunQuestion,
} from 'backstage-plugin-temporal-common';
import { EventStream } from './EventStream';
import { runsMeant } from './runsMeant';
import { Signals } from './Signals';

const BASE_URL = 'http://backend.test/api/temporal';

/** A request that arrived. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

type Answer = (request: Arrived) => Promise<Response> | Response;

/**
 * The HTTP side of the backend in memory: holds runs, answers as the contract
 * says, and can be told to answer otherwise.
 */
export class HttpBackend {
  readonly arrived: Arrived[] = [];
  readonly streams: EventStream[] = [];
  readonly signals = new Signals();
  runs: Run[] = [];
  figures: readonly ActionFigures[] = [];
  /** By the name of their box. */
  boxes: Readonly<Record<string, readonly ListedQuestion[]>> = {};
  /** Newest first. */
  records: AuditRecord[] = [];
  /** What the permission framework says to whatever it is asked. */
  permits = true;
  offered: OfferedActions = { items: [] };
  pageSize = 20;
  readonly #answers = new Map<string, Answer>();

  /** Answers requests such as `GET /runs` in another way, until told again. */
  answer(what: string, answer: Answer): void {
    this.#answers.set(what, answer);
  }

  answerAsUsual(what: string): void {
    this.#answers.delete(what);
  }

  /** How often something such as `GET /runs` was asked. */
  count(what: string): number {
    return this.asked(what).length;
  }

  asked(what: string): readonly Arrived[] {
    return this.arrived.filter(
      ({ method, path }) => `${method} ${path}` === what,
    );
  }

  get stream(): EventStream {
    const last = this.streams.at(-1);
    if (!last) {
      throw new Error('No event stream was opened yet');
    }
    return last;
  }

  readonly discoveryApi = { getBaseUrl: async () => BASE_URL };

  readonly fetchApi = {
    fetch: async (
      input: RequestInfo | URL,
      init?: RequestInit,
    ): Promise<Response> => {
      const url = new URL(String(input));
      const request: Arrived = {
        method: init?.method ?? 'GET',
        path: `${url.origin}${url.pathname}`.replace(BASE_URL, ''),
        query: url.searchParams,
        body: init?.body ? JSON.parse(String(init.body)) : undefined,
      };
      this.arrived.push(request);
      const answer = this.#answers.get(`${request.method} ${request.path}`);
      return answer?.(request) ?? this.#usual(request, init?.signal);
    },
  };

  #usual(request: Arrived, signal: AbortSignal | null | undefined): Response {
    if (request.path === '/events') {
      const stream = new EventStream(request.query, signal ?? undefined);
      this.streams.push(stream);
      return stream.response;
    }
    if (request.path === '/actions') {
      return Response.json(this.offered);
    }
    if (request.path === '/runs' && request.method === 'GET') {
      return Response.json(this.#page(runsMeant(this.runs, request), request));
    }
    if (request.path === '/runs/figures') {
      return Response.json({ latest: 100, items: this.figures });
    }
    if (request.path === '/questions') {
      const box = request.query.get('box') ?? '';
      return Response.json(this.#page(this.boxes[box] ?? [], request));
    }
    if (request.path === '/audit') {
      return Response.json(this.#page(this.records, request));
    }
    const run = this.runs.find(({ id }) => request.path === `/runs/${id}`);
    return run
      ? Response.json(run)
      : failure(404, {
          name: 'NotFoundError',
          message: `There is no ${request.path}`,
        });
  }

  #page<T>(all: readonly T[], { query }: Arrived) {
    const from = Number(query.get('cursor'));
    const to = from + this.pageSize;
    const nextCursor = to < all.length ? String(to) : undefined;
    return { items: all.slice(from, to), nextCursor };
  }
}

/** An error as Backstage's backends answer it. */
export function failure(
  statusCode: number,
  error: {
    readonly name: string;
    readonly message: string;
    readonly fields?: readonly FieldError[];
    readonly question?: RunQuestion;
  },
): Response {
  return Response.json(
    { error, response: { statusCode } },
    { status: statusCode },
  );
}
