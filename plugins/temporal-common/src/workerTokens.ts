import { z } from 'zod';

/**
 * Path below the plugin's base URL where a CI job gets a new token for workers,
 * on a Temporal that authorises by JWT.
 * @public
 */
export const WORKER_TOKENS_PATH = '/worker-tokens';

/**
 * Body of `POST /worker-tokens`: `worker` is the subject of the worker's
 * credential for Backstage, as in `temporal.workers`; `cluster` where it works,
 * the first by default.
 * @public
 */
export const workerTokenRequestSchema = z.strictObject({
  worker: z.string().min(1).max(255),
  cluster: z.string().min(1).max(100).optional(),
});

/** @public */
export type WorkerTokenRequest = z.infer<typeof workerTokenRequestSchema>;

/**
 * A token with which a worker may work in these namespaces; `expiresAt` is ISO
 * 8601. It is shown once and kept nowhere.
 * @public
 */
export interface WorkerToken {
  readonly token: string;
  readonly namespaces: readonly string[];
  readonly expiresAt: string;
}
