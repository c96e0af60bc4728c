import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';

interface NamedRow {
  readonly name: string;
}

/** The tables that an SQLite file holds; none if there is no file. */
export function tablesIn(file: string): readonly string[] {
  if (!existsSync(file)) {
    return [];
  }
  // Not read-only: what a killed writer left half-done is rolled back by reading.
  const database = new Database(file, { fileMustExist: true });
  try {
    return database
      .prepare<[], NamedRow>(
        `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`,
      )
      .all()
      .map(({ name }) => name);
  } finally {
    database.close();
  }
}
