import { InputError } from '@backstage/errors';
import type { TemporalConfig } from '../config';
import { msToTs } from '@temporalio/common/lib/time';
import { isAlreadyThere, isNotFound, reasonOf } from './errors';
import { ensureSearchAttributes } from './searchAttributes';
import type { TemporalConnection } from './TemporalConnection';

const DAY_MS = 86_400_000;

/**
 * Makes sure that a namespace is there, with our search attributes.
 * @returns whether it can be used by now: one that was made just now may take a
 *   moment to be known to the whole server
 * @throws an error with the exact command if something is missing and may not
 *   be made with our credential; what the client throws otherwise
 */
export async function prepareNamespace(
  temporal: TemporalConnection,
  config: Pick<TemporalConfig, 'namespaces' | 'searchAttributes'>,
): Promise<boolean> {
  const made = await ensureNamespace(temporal, config);
  try {
    await ensureSearchAttributes(temporal, config.searchAttributes);
    return true;
  } catch (error) {
    if (made) return false;
    throw error;
  }
}

/** @returns whether it was made just now */
async function ensureNamespace(
  temporal: TemporalConnection,
  { namespaces }: Pick<TemporalConfig, 'namespaces'>,
): Promise<boolean> {
  try {
    await temporal.checkNamespace();
    return false;
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  const { cluster, namespace } = temporal;
  const { retentionDays = 30 } =
    namespaces.find(
      one => one.cluster === cluster && one.namespace === namespace,
    ) ?? {};
  await register(temporal, retentionDays);
  return true;
}

async function register(
  temporal: TemporalConnection,
  retentionDays: number,
): Promise<void> {
  const { address, cluster, namespace } = temporal;
  try {
    await temporal.administer(
      () =>
        temporal.workflowService.registerNamespace({
          namespace,
          description: 'Runs that Backstage starts',
          workflowExecutionRetentionPeriod: msToTs(retentionDays * DAY_MS),
        }),
      'system-admin',
    );
  } catch (error) {
    // Another replica was faster.
    if (isAlreadyThere(error)) return;
    throw new InputError(
      `Temporal at ${address} (cluster ${cluster}) has no namespace ${namespace}, and it could not be made (${reasonOf(
        error,
      )}). Correct temporal.namespaces, or run: temporal operator namespace create --namespace ${namespace} --retention ${retentionDays}d`,
    );
  }
}
