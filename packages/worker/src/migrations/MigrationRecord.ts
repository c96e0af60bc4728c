import type { UmzugStorage } from 'umzug';
import type { SqlSession } from './MigrationDatabase';

const TABLE = 'temporal_migrations';

/** On whose behalf a migration is applied. */
export interface AppliedBy {
  readonly runId: string;
  readonly initiator: string;
}

/**
 * What is applied, kept in the migrated database itself, so that a migration and
 * its record are kept or lost together.
 */
export class MigrationRecord implements UmzugStorage<SqlSession> {
  readonly #by: AppliedBy;

  constructor(by: AppliedBy) {
    this.#by = by;
  }

  async executed({ context }: { context: SqlSession }): Promise<string[]> {
    if (!(await context.hasTable(TABLE))) {
      return [];
    }
    const rows = await context.rows(`SELECT name FROM ${TABLE}`);
    return rows.map(({ name }) => String(name));
  }

  async logMigration({ name, context }: { name: string; context: SqlSession }) {
    await context.run(
      `CREATE TABLE IF NOT EXISTS ${TABLE} (
         name TEXT PRIMARY KEY,
         applied_at TEXT NOT NULL,
         run_id TEXT NOT NULL,
         initiator TEXT NOT NULL
       )`,
    );
    await context.rows(`INSERT INTO ${TABLE} VALUES ($1, $2, $3, $4)`, [
      name,
      new Date().toISOString(),
      this.#by.runId,
      this.#by.initiator,
    ]);
  }

  async unlogMigration({
    name,
    context,
  }: {
    name: string;
    context: SqlSession;
  }) {
    await context.rows(`DELETE FROM ${TABLE} WHERE name = $1`, [name]);
  }

  /** Whether it was this run that applied the migration. */
  async isOurs(name: string, context: SqlSession): Promise<boolean> {
    if (!(await context.hasTable(TABLE))) {
      return false;
    }
    const rows = await context.rows(
      `SELECT name FROM ${TABLE} WHERE name = $1 AND run_id = $2`,
      [name, this.#by.runId],
    );
    return rows.length > 0;
  }
}
