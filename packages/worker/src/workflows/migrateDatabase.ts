import { ApplicationFailure } from '@temporalio/common';
import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { MigrateInput } from '../migrations/MigrationSteps';
import { plainly, reasonOf, typeOf } from './failures';
import { apply, plans, takeBack } from './steps';

/**
 * What a migration did. `version` is the newest that is applied now, or would be
 * after a dry run.
 */
export interface MigrationResult {
  readonly summary: string;
  readonly database: string;
  readonly version: string;
  readonly applied: readonly string[];
  readonly pending?: readonly string[];
  readonly durationMs: number;
}

/**
 * Applies the pending migrations of the target's database one by one, up to
 * `to` if given. Either all of them are applied in the end, or those of this run
 * are taken back. With `dryRun` it only says what it would do.
 */
export async function migrateDatabase(
  input: MigrateInput = {},
): Promise<MigrationResult> {
  const started = Date.now();
  const plan = await plainly(plans.planMigration(input));
  const { database, version, steps } = plan;
  if (input.dryRun) {
    return {
      summary: `Would apply ${listed(steps)}; nothing was changed`,
      database,
      version,
      applied: [],
      pending: steps,
      durationMs: Date.now() - started,
    };
  }
  const applied = await applyAll(steps);
  return {
    summary: `Applied ${listed(applied)}; the database is at ${version}`,
    database,
    version,
    applied,
    durationMs: Date.now() - started,
  };
}

/** @returns those that this run applied; another may have been quicker */
async function applyAll(steps: readonly string[]): Promise<string[]> {
  const ours: string[] = [];
  for (const [position, name] of steps.entries()) {
    try {
      if (await apply({ name, position, total: steps.length })) {
        ours.push(name);
      }
    } catch (error) {
      // Rejected SQL left nothing; of anything else we can't be sure.
      const begun = typeOf(error) === 'SqlRejected' ? ours : [...ours, name];
      const outcome = await CancellationScope.nonCancellable(() =>
        takeBackAll([...begun].reverse()),
      );
      if (isCancellation(error)) {
        throw error;
      }
      throw ApplicationFailure.nonRetryable(
        `Migration ${name} failed: ${reasonOf(error)}. ${outcome}`,
        'MigrationFailed',
      );
    }
  }
  return ours;
}

/** @returns what became of them, as a sentence */
async function takeBackAll(newestFirst: readonly string[]): Promise<string> {
  const takenBack: string[] = [];
  const total = newestFirst.length;
  for (const [position, name] of newestFirst.entries()) {
    try {
      if (await takeBack({ name, position, total, onlyOurs: true })) {
        takenBack.push(name);
      }
    } catch (error) {
      return `Rolled back ${listed(
        takenBack,
      )}, then ${name} could not be: ${reasonOf(
        error,
      )}. Still applied by this run: ${newestFirst.slice(position).join(', ')}`;
    }
  }
  return `Rolled back ${listed(takenBack)}`;
}

function listed(names: readonly string[]): string {
  return names.length > 0 ? names.join(', ') : 'nothing';
}
