import {
  ActivityCancellationType,
  proxyActivities,
} from '@temporalio/workflow';
import type {
  MigrationActivities,
  MigrationStep,
  RevertStep,
} from '../migrations/MigrationSteps';

/** Looking only: quick, and the same however often it is done. */
export const plans = proxyActivities<
  Pick<MigrationActivities, 'planMigration' | 'planRollback'>
>({ startToCloseTimeout: '2m' });

// Tried again for as long as it may help: an error that stays is non-retryable.
// A worker that dies is noticed by its heartbeat; if it was only slow, the lock
// keeps the second try waiting. When the run is cancelled we
// wait for the migration that is being done, to know how it ended.
const changes = proxyActivities<
  Pick<MigrationActivities, 'applyMigration' | 'revertMigration'>
>({
  startToCloseTimeout: '6h',
  heartbeatTimeout: '5s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

export async function apply(step: MigrationStep): Promise<boolean> {
  return changes.applyMigration.executeWithOptions(
    { summary: `Apply ${step.name}` },
    [step],
  );
}

export async function takeBack(step: RevertStep): Promise<boolean> {
  return changes.revertMigration.executeWithOptions(
    { summary: `Take back ${step.name}` },
    [step],
  );
}
