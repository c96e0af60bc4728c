import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** Where `npm test` found a PostgreSQL, if it found one. */
export const postgresUrl = process.env.TEST_POSTGRES_URL;

interface NamedRow {
  readonly name: string;
}

/** A part of a PostgreSQL server that one house has for itself. */
export class PostgresDatabase {
  readonly #url: URL;
  readonly #name = `journey_${randomBytes(4).toString('hex')}`;

  private constructor(url: URL) {
    this.#url = url;
  }

  static async on(url: string): Promise<PostgresDatabase> {
    const database = new PostgresDatabase(new URL(url));
    await database.#rows(`CREATE DATABASE ${database.#name}`, '');
    return database;
  }

  /** What tells a house of it. */
  get env(): Readonly<Record<string, string>> {
    return {
      PGHOST: this.#url.hostname,
      PGPORT: this.#url.port,
      PGUSER: decodeURIComponent(this.#url.username),
      PGPASSWORD: decodeURIComponent(this.#url.password),
      PGDATABASE: this.#name,
    };
  }

  /** Keeps the backend's databases apart from those of other houses. */
  get config(): Readonly<Record<string, string>> {
    return { APP_CONFIG_backend_database_prefix: `${this.#name}_` };
  }

  /** The tables of a component's own schema. */
  async tablesOf(component: string): Promise<readonly string[]> {
    const rows = await this.#rows<NamedRow>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'default-${component}' ORDER BY 1`,
      this.#name,
    );
    return rows.map(({ name }) => name);
  }

  /** All rows of a table in a component's own schema; none without a table. */
  async rowsOf(
    component: string,
    table: string,
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const there = await this.tablesOf(component);
    const sql = `SELECT * FROM "default-${component}"."${table}"`;
    return there.includes(table) ? this.#rows(sql, this.#name) : [];
  }

  /** Runs a statement on the database of one of the backend's plugins. */
  async change(plugin: string, sql: string): Promise<void> {
    await this.#rows(sql, `${this.#name}_${plugin}`);
  }

  /** All rows of all that the house has stored, as text. */
  async dump(): Promise<string> {
    const texts: string[] = [];
    for (const { name } of await this.#databases()) {
      const tables = await this.#rows<NamedRow>(
        `SELECT format('%I.%I', table_schema, table_name) AS name
         FROM information_schema.tables WHERE table_type = 'BASE TABLE'
         AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
        name,
      );
      for (const table of tables) {
        const sql = `SELECT one::text AS name FROM ${table.name} AS one`;
        const rows = await this.#rows<NamedRow>(sql, name);
        texts.push(...rows.map(row => row.name));
      }
    }
    return texts.join('\n');
  }

  /** Removes all that the house made. */
  async drop(): Promise<void> {
    for (const { name } of await this.#databases()) {
      await this.#rows(`DROP DATABASE "${name}" WITH (FORCE)`, '');
    }
  }

  #databases(): Promise<readonly NamedRow[]> {
    return this.#rows<NamedRow>(
      `SELECT datname AS name FROM pg_database
       WHERE datname LIKE '${this.#name}%'`,
      '',
    );
  }

  async #rows<Row extends object>(
    sql: string,
    database: string,
  ): Promise<readonly Row[]> {
    const url = new URL(this.#url);
    url.pathname = database || 'postgres';
    const client = new Client({ connectionString: url.href });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}
