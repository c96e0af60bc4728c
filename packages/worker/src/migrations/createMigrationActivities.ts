import { heartbeat } from '@temporalio/activity';
import {
  initiatorRef,
  type Progress,
  type Target,
} from 'backstage-plugin-temporal-common';
import {
  authorize,
  currentRun,
  currentTarget,
} from 'backstage-plugin-temporal-worker';
import { join } from 'node:path';
import { componentOf } from './component';
import type { MigrationDatabase } from './MigrationDatabase';
import { readMigrations } from './MigrationFolder';
import { named } from './named';
import type { MigrationActivities, MigrationStep } from './MigrationSteps';
import { Migrator } from './Migrator';
import { newestOf, stepsDown, stepsUp } from './plan';

const HEARTBEAT_EVERY_MS = 1_000;

/** What the activities need: where databases and migrations are. */
export interface MigrationSources {
  readonly databaseNamed: (name: string) => MigrationDatabase;
  readonly migrationsDir: string;
}

/**
 * The activities of a migration. Which database they touch follows from the
 * verified target of the run, never from its input. Each step asks anew whether
 * the initiator may still do it.
 */
export function createMigrationActivities(
  sources: MigrationSources,
): MigrationActivities {
  return { ...plansOf(sources), ...changesOf(sources) };
}

function plansOf(
  sources: MigrationSources,
): Pick<MigrationActivities, 'planMigration' | 'planRollback'> {
  const look = async () => {
    const { migrator, database } = await migratorOf(currentTarget(), sources);
    return { state: await migrator.state(), database: database.title };
  };
  return {
    planMigration: input =>
      named(async () => {
        const { state, database } = await look();
        const steps = stepsUp(state, input);
        const version = newestOf([...state.applied, ...steps]);
        return { database, steps, version };
      }),

    planRollback: input =>
      named(async () => {
        const { state, database } = await look();
        const steps = stepsDown(state, input);
        const left = state.applied.filter(name => !steps.includes(name));
        return { database, steps, version: newestOf(left) };
      }),
  };
}

function changesOf(
  sources: MigrationSources,
): Pick<MigrationActivities, 'applyMigration' | 'revertMigration'> {
  return {
    applyMigration: step =>
      whileHeartbeating(progressOf('Applying', step), async () => {
        const { migrator } = await migratorOf(currentTarget(), sources);
        await authorize('apply-migration');
        return migrator.apply(step.name);
      }),

    revertMigration: step =>
      whileHeartbeating(progressOf('Taking back', step), async () => {
        const { migrator } = await migratorOf(currentTarget(), sources);
        // Only ours is what a run that failed or was cancelled cleans up. That must
        // not hang on whether its initiator is still allowed: half of a run would
        // stay applied, perhaps because that very person left.
        if (!step.onlyOurs) {
          await authorize('roll-back-migration');
        }
        return migrator.revert(step.name, step.onlyOurs);
      }),
  };
}

async function migratorOf(target: Target, sources: MigrationSources) {
  const component = componentOf(target);
  const folder = join(sources.migrationsDir, component.name);
  const database = sources.databaseNamed(component.databaseName);
  const { runId, initiator } = currentRun();
  const migrator = new Migrator(database, await readMigrations(folder), {
    runId,
    initiator: initiatorRef(initiator),
  });
  return { migrator, database };
}

function progressOf(doing: string, step: MigrationStep): Progress {
  const { name, position, total } = step;
  return { text: `${doing} ${name}`, done: position, total };
}

// The heartbeat goes on while the database works: it tells Temporal that this
// worker lives, and the page how far the run is. A request to cancel is not
// obeyed here: a migration is finished or undone, not left in the middle.
async function whileHeartbeating<T>(
  progress: Progress,
  work: () => Promise<T>,
): Promise<T> {
  heartbeat(progress);
  const beating = setInterval(() => heartbeat(progress), HEARTBEAT_EVERY_MS);
  try {
    return await named(work);
  } finally {
    clearInterval(beating);
  }
}
