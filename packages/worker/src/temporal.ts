import { Runtime } from '@temporalio/worker';
import {
  connectToTemporal,
  type WorkerConnection,
  type WorkerConnectionOptions,
} from 'backstage-plugin-temporal-worker/worker';
import { setTimeout as wait } from 'node:timers/promises';

const AGAIN_AFTER_MS = 2_000;

/** Connects to Temporal, and waits for it as long as it is not there. */
export async function temporalIsThere(
  options: WorkerConnectionOptions,
  signal: AbortSignal,
): Promise<WorkerConnection> {
  return untilThere(
    `Temporal at ${options.address} can't be reached`,
    () => connectToTemporal(options),
    signal,
  );
}

/**
 * Waits until the namespace is there, and given to the worker: at first start it
 * may be made last.
 */
export async function namespaceIsThere(
  connection: WorkerConnection,
  {
    namespace,
    temporal,
  }: { readonly namespace: string; readonly temporal: WorkerConnectionOptions },
  signal: AbortSignal,
): Promise<void> {
  const shown = temporal.apiKeyFile
    ? ' with the token of TEMPORAL_API_KEY_FILE'
    : '';
  await untilThere(
    `Namespace ${namespace} can't be had from Temporal${shown}`,
    () => connection.current.workflowService.describeNamespace({ namespace }),
    signal,
  );
}

async function untilThere<T>(
  trouble: string,
  attempt: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      Runtime.instance().logger.warn(`${trouble}; trying again in 2 s`, {
        reason,
      });
      await wait(AGAIN_AFTER_MS, undefined, { signal });
    }
  }
}
