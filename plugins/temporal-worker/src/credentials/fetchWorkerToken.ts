import {
  WORKER_TOKENS_PATH,
  type WorkerToken,
  type WorkerTokenRequest,
} from 'backstage-plugin-temporal-common';
import { isLoopback } from 'backstage-plugin-temporal-credentials';
import { z } from 'zod';
import { pluginUrl, tokenOf, type Backend } from '../admission/Backend';
import { reasonOf } from '../admission/refusal';

const TIMEOUT_MS = 30_000;

const tokenSchema = z.object({
  token: z.string().min(1),
  namespaces: z.array(z.string()),
  expiresAt: z.iso.datetime(),
});

const errorSchema = z.object({ error: z.object({ message: z.string() }) });

/**
 * Has the backend issue a token for Temporal to a worker.
 * @throws Error that says why there is none
 */
export async function fetchWorkerToken(
  backend: Backend,
  request: WorkerTokenRequest,
): Promise<WorkerToken> {
  assertNotOverheard(backend);
  const url = pluginUrl(backend, WORKER_TOKENS_PATH);
  const response = await post(url, backend, request).catch(error => {
    throw new Error(
      `No token for ${request.worker}: ${url} can't be asked (${reasonOf(
        error,
      )})`,
    );
  });
  const body: unknown = await response.json().catch(() => undefined);
  const token = tokenSchema.safeParse(body);
  if (response.ok && token.success) return token.data;
  const reason = errorSchema.safeParse(body).data?.error.message;
  throw new Error(
    `No token for ${request.worker}: ${url} answered ${response.status}${
      reason ? ` (${reason})` : ''
    }`,
  );
}

async function post(
  url: string,
  backend: Backend,
  request: WorkerTokenRequest,
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenOf(backend)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(request),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

function assertNotOverheard({ url }: Backend): void {
  const { protocol, host } = new URL(url);
  if (protocol !== 'https:' && !isLoopback(host)) {
    throw new Error(
      `Whoever listens on the way to ${host} could read the tokens: use https`,
    );
  }
}
