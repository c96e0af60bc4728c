import { DatabaseError, type Client } from 'pg';
import { SqlError, type Row, type SqlSession } from './MigrationDatabase';

// SQLSTATEs, or classes of them, in which the same may succeed later: connection,
// login, conflict with another transaction, out of resources, locked, stopped by
// an operator, system error.
const PASSING = /^(08|28|40|53|55P03|57|58)/;

/** One connection to PostgreSQL. */
export class PostgresSession implements SqlSession {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async run(sql: string): Promise<void> {
    await this.#client.query(sql).catch(asSqlError);
  }

  async rows(
    sql: string,
    values: readonly string[] = [],
  ): Promise<readonly Row[]> {
    const { rows } = await this.#client
      .query<Row>(sql, [...values])
      .catch(asSqlError);
    return rows;
  }

  async hasTable(name: string): Promise<boolean> {
    const [found] = await this.rows('SELECT to_regclass($1) AS name', [name]);
    return found.name !== null;
  }
}

/** Rethrows what the driver threw, as the database's no. */
export function asSqlError(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  const passing =
    !(error instanceof DatabaseError) || PASSING.test(error.code ?? '');
  throw new SqlError(message, { passing, cause: error });
}
