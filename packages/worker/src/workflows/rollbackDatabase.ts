import { ApplicationFailure } from '@temporalio/common';
import { isCancellation } from '@temporalio/workflow';
import type { RollbackInput } from '../migrations/MigrationSteps';
import { plainly, reasonOf } from './failures';
import { plans, takeBack } from './steps';

/** What a rollback did: `version` is the newest that is applied now. */
export interface RollbackResult {
  readonly summary: string;
  readonly database: string;
  readonly version: string;
  readonly reverted: readonly string[];
  readonly durationMs: number;
}

/**
 * Takes the migrations of the target's database back, newest first, until `to`
 * is the newest; `000` takes all of them back. Where one can't be taken back it stops:
 * the database is then at that version, whole.
 */
export async function rollbackDatabase(
  input: RollbackInput,
): Promise<RollbackResult> {
  const started = Date.now();
  const { database, version, steps } = await plainly(plans.planRollback(input));
  const reverted = await takeBackAll(steps);
  const what = reverted.length > 0 ? reverted.join(', ') : 'nothing';
  return {
    summary: `Took back ${what}; the database is at ${version}`,
    database,
    version,
    reverted,
    durationMs: Date.now() - started,
  };
}

async function takeBackAll(newestFirst: readonly string[]): Promise<string[]> {
  const reverted: string[] = [];
  const total = newestFirst.length;
  for (const [position, name] of newestFirst.entries()) {
    try {
      await takeBack({ name, position, total, onlyOurs: false });
      reverted.push(name);
    } catch (error) {
      if (isCancellation(error)) {
        throw error;
      }
      const before = reverted.length > 0 ? reverted.join(', ') : 'nothing';
      throw ApplicationFailure.nonRetryable(
        `${name} could not be taken back: ${reasonOf(
          error,
        )}. Before it, ${before} was taken back; the database is at ${name}`,
        'RollbackFailed',
      );
    }
  }
  return reverted;
}
