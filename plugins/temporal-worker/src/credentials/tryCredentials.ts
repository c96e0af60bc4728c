import type { NativeConnection } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { codeOf } from './codeOf';
import { connectToTemporal } from '../worker/connectToTemporal';
import {
  wordsOf,
  type WorkerConnectionOptions,
} from '../worker/openConnection';

const ANSWER_WITHIN_MS = 10_000;

/** gRPC's codes for "not you" and "who are you". */
const REFUSED: ReadonlySet<unknown> = new Set([7, 16]);

/**
 * Tries whether a worker can connect with these credentials, and work in the
 * namespaces.
 * @throws Error that names what was refused
 */
export async function tryCredentials(
  options: WorkerConnectionOptions,
  namespaces: readonly string[],
): Promise<void> {
  const connection = await connectToTemporal(options);
  try {
    for (const namespace of namespaces) {
      await mayLookAt(connection.current, namespace);
      await mayWorkIn(connection.current, namespace);
    }
  } finally {
    await connection.close();
  }
}

async function mayLookAt(
  connection: NativeConnection,
  namespace: string,
): Promise<void> {
  try {
    await connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
  } catch (error) {
    throw new Error(
      `Temporal does not give namespace ${namespace} to these credentials: ${wordsOf(
        error,
      )}`,
      { cause: error },
    );
  }
}

/** What only a worker says, of an activity that nobody has. */
async function mayWorkIn(
  connection: NativeConnection,
  namespace: string,
): Promise<void> {
  const nobody = { namespace, workflowId: randomUUID(), activityId: 'none' };
  try {
    await connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      connection.workflowService.recordActivityTaskHeartbeatById(nobody),
    );
  } catch (error) {
    if (!REFUSED.has(codeOf(error))) return;
    throw new Error(
      `These credentials may look at namespace ${namespace}, and not work in it: a worker needs the role write`,
      { cause: error },
    );
  }
}
