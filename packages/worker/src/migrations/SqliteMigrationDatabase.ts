import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { MigrationDatabase, SqlSession } from './MigrationDatabase';
import { SqliteSession } from './SqliteSession';

const IN_MEMORY = ':memory:';

// Waiting for another worker's migration is done inside SQLite; when it takes
// longer than this, Temporal tries again.
const BUSY_TIMEOUT_MS = 60_000;

/** A database in an SQLite file, made when it is first written to. */
export class SqliteMigrationDatabase implements MigrationDatabase {
  readonly title: string;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    this.title = `SQLite ${basename(file)}`;
  }

  async transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    await mkdir(dirname(this.#file), { recursive: true });
    return withSession(this.#file, async session => {
      // Takes the write lock at once, so that what is read now stays true.
      await session.run('BEGIN IMMEDIATE');
      try {
        const result = await work(session);
        await session.run('COMMIT');
        return result;
      } catch (error) {
        await session.run('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  async look<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return withSession(existsSync(this.#file) ? this.#file : IN_MEMORY, work);
  }
}

async function withSession<T>(
  file: string,
  work: (session: SqliteSession) => Promise<T>,
): Promise<T> {
  const session = new SqliteSession(file, BUSY_TIMEOUT_MS);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
