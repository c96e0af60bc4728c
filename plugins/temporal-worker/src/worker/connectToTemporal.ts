import type { WorkerConnectionOptions } from './openConnection';
import { WorkerConnection } from './WorkerConnection';

/**
 * Connects to Temporal with credentials from files, which may change while the
 * workers that are made with the connection work.
 * @throws Error that says what is wrong, with which setting
 * @public
 */
export async function connectToTemporal(
  options: WorkerConnectionOptions,
): Promise<WorkerConnection> {
  return WorkerConnection.open(options);
}
