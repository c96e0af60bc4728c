import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { aboutRun } from '../telemetry/aboutRun';
import type { LedgerRun } from './RunLedger';
import type { RunSettler } from './RunSettler';

/**
 * Another run holds the target of what is asked for. It may be over without our
 * knowing: then the line is free.
 * @throws ConflictError that says which run to wait for
 */
export async function standInLine(
  { settler, logger }: { settler: RunSettler; logger: LoggerService },
  holder: LedgerRun,
  { action, target }: Pick<LedgerRun, 'action' | 'target'>,
): Promise<void> {
  const over = await settler.settle(holder).catch(error => {
    aboutRun(logger, holder.id).warn(
      `Could not ask about run ${holder.id}`,
      error,
    );
    return false;
  });
  if (over) return;
  throw new ConflictError(
    `Run ${holder.id} of ${action.title} on ${target.entityRef} is not finished; only one may run at a time. Wait for it to end`,
  );
}
