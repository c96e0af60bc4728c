import { Client, type ClientConfig } from 'pg';
import type { MigrationDatabase, SqlSession } from './MigrationDatabase';
import { asSqlError, PostgresSession } from './PostgresSession';

/** A schema of its own in a PostgreSQL database. */
export class PostgresMigrationDatabase implements MigrationDatabase {
  readonly title: string;
  readonly #config: ClientConfig;
  readonly #schema: string;

  constructor(options: { schema: string; connection: ClientConfig }) {
    this.#config = options.connection;
    this.#schema = options.schema;
    this.title = `PostgreSQL schema ${options.schema}`;
  }

  async transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.#withSession(async session => {
      await session.rows(
        'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
        [`temporal-migrations ${this.#schema}`],
      );
      await session.run(
        `CREATE SCHEMA IF NOT EXISTS ${
          this.#quotedSchema
        }; SET LOCAL search_path TO ${this.#quotedSchema}`,
      );
      const result = await work(session);
      await session.run('COMMIT');
      return result;
    });
  }

  async look<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.#withSession(async session => {
      await session.run(
        `SET TRANSACTION READ ONLY; SET LOCAL search_path TO ${
          this.#quotedSchema
        }`,
      );
      return work(session);
    });
  }

  get #quotedSchema(): string {
    return `"${this.#schema.replaceAll('"', '""')}"`;
  }

  // A transaction that was not committed ends with its connection.
  async #withSession<T>(
    work: (session: PostgresSession) => Promise<T>,
  ): Promise<T> {
    const client = new Client(this.#config);
    // The query in flight rejects with the same error; unheard it would end the
    // process.
    client.on('error', () => undefined);
    try {
      await client.connect().catch(asSqlError);
      const session = new PostgresSession(client);
      await session.run('BEGIN');
      return await work(session);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
