/** A row of a result, by column. */
export type Row = Readonly<Record<string, unknown>>;

/** A connection inside a transaction. Placeholders are `$1`, `$2`, … */
export interface SqlSession {
  /** Runs any number of statements, as they stand in a file. */
  run(sql: string): Promise<void>;
  /** Runs one statement and answers its rows. */
  rows(sql: string, values?: readonly string[]): Promise<readonly Row[]>;
  /** Whether there is a table of this name. */
  hasTable(name: string): Promise<boolean>;
}

/**
 * The database of one component. Work done in a transaction is kept whole or not
 * at all, also when the process is killed in the middle.
 */
export interface MigrationDatabase {
  /** What people call it, such as `SQLite default-payments-api.sqlite`. */
  readonly title: string;
  /**
   * Does work in a transaction under a lock that all workers respect: while one
   * is in here, the others wait.
   */
  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
  /** Looks at the database without a lock and without leaving anything. */
  look<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
}

/**
 * The database's no. `passing` says that the same may succeed later: it was busy,
 * full or away, rather than unable to do what it was told.
 */
export class SqlError extends Error {
  readonly passing: boolean;

  constructor(message: string, options: { passing: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'SqlError';
    this.passing = options.passing;
  }
}
