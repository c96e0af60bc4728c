import { context, propagation } from '@opentelemetry/api';
import { z } from 'zod';
import { pluginUrl, tokenOf, type Backend } from './Backend';
import { reasonOf } from './refusal';

const TIMEOUT_MS = 10_000;

// The backend has decided; the same request gets the same answer. Every other
// status is about the worker, its token or the way there, and must not end a run.
const DECIDED: ReadonlySet<number> = new Set([400, 409]);

const errorSchema = z.object({
  error: z.object({ name: z.string(), message: z.string() }),
});

/**
 * What came back: an answer, a no for good with its reason, or nothing that
 * decides, with what was in the way as a clause without a full stop.
 */
export type BackendAnswer<T> =
  | { readonly kind: 'answered'; readonly body: T }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'undecided'; readonly trouble: string };

/** Asks the backend to decide about runs, with the worker's own token. */
export class BackendClient {
  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Posts to a path below the plugin's base URL. Never throws. */
  async ask<T>(
    path: string,
    request: unknown,
    schema: z.ZodType<T>,
  ): Promise<BackendAnswer<T>> {
    const url = pluginUrl(this.#backend, path);
    let token: string;
    try {
      token = await tokenOf(this.#backend);
    } catch (error) {
      return {
        kind: 'undecided',
        trouble: `this worker's token for the backend can't be had (${reasonOf(
          error,
        )})`,
      };
    }
    let response: Response;
    try {
      response = await post(url, token, request);
    } catch (error) {
      return {
        kind: 'undecided',
        trouble: `the backend at ${url} can't be reached (${reasonOf(error)})`,
      };
    }
    const body: unknown = await response.json().catch(() => undefined);
    const answer = schema.safeParse(body);
    return response.status === 200 && answer.success
      ? { kind: 'answered', body: answer.data }
      : otherwise(url, response.status, body);
  }
}

async function post(
  url: string,
  token: string,
  request: unknown,
): Promise<Response> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  };
  propagation.inject(context.active(), headers);
  return fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify(request),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

function otherwise(
  url: string,
  status: number,
  body: unknown,
): BackendAnswer<never> {
  const reason = errorSchema.safeParse(body).data?.error.message;
  // Without a reason it was not the backend that answered, but something on the
  // way there.
  if (reason !== undefined && DECIDED.has(status)) {
    return { kind: 'refused', reason };
  }
  const said = reason ? ` (${reason})` : '';
  const trouble =
    status === 401 || status === 403
      ? `the backend at ${url} does not accept this worker's token${said}: set one that may, and restart the worker unless it reads its token anew`
      : `the backend at ${url} answered ${status}${said}`;
  return { kind: 'undecided', trouble };
}
