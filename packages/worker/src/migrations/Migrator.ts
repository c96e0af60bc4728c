import { MigrationError, Umzug } from 'umzug';
import {
  SqlError,
  type MigrationDatabase,
  type SqlSession,
} from './MigrationDatabase';
import type { Migration } from './MigrationFolder';
import { MigrationRecord, type AppliedBy } from './MigrationRecord';

/** A migration can't be applied or taken back as things are. */
export class MigrationRefusedError extends Error {
  override readonly name = 'MigrationRefused';
}

/** What is applied and what is not, both oldest first. */
export interface MigrationState {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
}

/**
 * Applies and takes back migrations of one database, each in a transaction under
 * the database's lock in which it first reads again what is applied. Doing the
 * same twice is therefore the same as doing it once, also beside others.
 */
export class Migrator {
  readonly #database: MigrationDatabase;
  readonly #migrations: readonly Migration[];
  readonly #record: MigrationRecord;

  constructor(
    database: MigrationDatabase,
    migrations: readonly Migration[],
    by: AppliedBy,
  ) {
    this.#database = database;
    this.#migrations = migrations;
    this.#record = new MigrationRecord(by);
  }

  /** @throws MigrationRefusedError if the database is ahead of the files */
  async state(): Promise<MigrationState> {
    return this.#database.look(async session => {
      const recorded = await this.#record.executed({ context: session });
      const known = new Set(this.#migrations.map(({ name }) => name));
      const unknown = recorded.filter(name => !known.has(name)).sort();
      if (unknown.length > 0) {
        throw new MigrationRefusedError(
          `${this.#database.title} has ${unknown.join(
            ', ',
          )} applied, and there are no files of that name: bring this worker's migrations up to date first`,
        );
      }
      const umzug = this.#umzug(session);
      return {
        applied: namesOf(await umzug.executed()),
        pending: namesOf(await umzug.pending()),
      };
    });
  }

  /** @returns whether this run applied it, now or in an earlier try */
  async apply(name: string): Promise<boolean> {
    return this.#database.transaction(async session => {
      await this.#umzug(session)
        .up({ migrations: [name], rerun: 'SKIP' })
        .catch(rethrowCause);
      return this.#record.isOurs(name, session);
    });
  }

  /**
   * Takes one back, unless that was done already.
   * @param onlyOurs - leave it when another run applied it
   */
  async revert(name: string, onlyOurs: boolean): Promise<boolean> {
    return this.#database.transaction(async session => {
      if (onlyOurs && !(await this.#record.isOurs(name, session))) {
        return false;
      }
      const umzug = this.#umzug(session);
      const applied = namesOf(await umzug.executed());
      if (!applied.includes(name)) {
        return false;
      }
      const newest = applied[applied.length - 1];
      if (newest !== name) {
        throw new MigrationRefusedError(
          `${name} can't be taken back while ${newest} stands on it`,
        );
      }
      await umzug.down({ migrations: [name] }).catch(rethrowCause);
      return true;
    });
  }

  #umzug(session: SqlSession): Umzug<SqlSession> {
    return new Umzug({
      context: session,
      storage: this.#record,
      logger: undefined,
      migrations: this.#migrations.map(({ name, up, down }) => ({
        name,
        up: () => runWhole(session, up, `${name}.up.sql`),
        down: () => runWhole(session, downOf(name, down), `${name}.down.sql`),
      })),
    });
  }
}

// Umzug wraps what a migration threw; we know better what it means.
function rethrowCause(error: unknown): never {
  throw error instanceof MigrationError ? error.cause : error;
}

function namesOf(migrations: readonly { name: string }[]): string[] {
  return migrations.map(({ name }) => name);
}

function downOf(name: string, down: string | undefined): string {
  if (down === undefined) {
    throw new MigrationRefusedError(
      `${name} can't be taken back: there is no ${name}.down.sql`,
    );
  }
  return down;
}

// A COMMIT in the file would end our transaction and with it lock and atomicity;
// then this savepoint is gone too.
async function runWhole(session: SqlSession, sql: string, file: string) {
  await session.run('SAVEPOINT migration');
  await session.run(sql);
  await session.run('RELEASE SAVEPOINT migration').catch(error => {
    if (error instanceof SqlError && error.passing) {
      throw error;
    }
    throw new MigrationRefusedError(
      `${file} ends its own transaction: remove BEGIN, COMMIT and ROLLBACK from it, each migration is one transaction already`,
    );
  });
}
