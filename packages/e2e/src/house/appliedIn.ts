import Database from 'better-sqlite3';

/** The migrations that an SQLite file says are applied, oldest first. */
export function appliedIn(file: string): readonly string[] {
  const database = new Database(file, { fileMustExist: true });
  try {
    return database
      .prepare<[], { readonly name: string }>(
        'SELECT name FROM temporal_migrations ORDER BY applied_at, name',
      )
      .all()
      .map(({ name }) => name);
  } finally {
    database.close();
  }
}
