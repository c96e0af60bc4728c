/**
 * What the workflows and the activities of a migration agree on. Types only, so
 * that workflow code may import it.
 */

/** Input of the workflow `migrateDatabase`. */
export interface MigrateInput {
  readonly to?: string;
  readonly dryRun?: boolean;
}

/** Input of the workflow `rollbackDatabase`. */
export interface RollbackInput {
  readonly to: string;
}

/**
 * What is to be done: `steps` are names of migrations in the order to be done,
 * `version` is the newest that is applied when they are, `000` for none.
 */
export interface MigrationPlan {
  readonly database: string;
  readonly version: string;
  readonly steps: readonly string[];
}

/** One migration of a plan, `position` of `total` counted from 0. */
export interface MigrationStep {
  readonly name: string;
  readonly position: number;
  readonly total: number;
}

/** A migration to take back; `onlyOurs` leaves what another run applied. */
export interface RevertStep extends MigrationStep {
  readonly onlyOurs: boolean;
}

/** The activities of a migration. Each may be done again at any time. */
export interface MigrationActivities {
  planMigration(input: MigrateInput): Promise<MigrationPlan>;
  planRollback(input: RollbackInput): Promise<MigrationPlan>;
  /** @returns whether it was this run that applied it */
  applyMigration(step: MigrationStep): Promise<boolean>;
  /** @returns whether there was something to take back */
  revertMigration(step: RevertStep): Promise<boolean>;
}
