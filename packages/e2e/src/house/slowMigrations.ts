import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// Counting this far takes SQLite six seconds or more.
const ROWS = 60_000_000;

function slowTable(name: string): string {
  return `CREATE TABLE ${name} AS
    WITH RECURSIVE counter(value) AS (
      SELECT 1 UNION ALL SELECT value + 1 FROM counter WHERE value < ${ROWS}
    )
    SELECT max(value) AS rows FROM counter;`;
}

/**
 * Migrations of payments-api that take long enough to be killed in the middle:
 * a quick one, a slow one, a quick one.
 */
export async function writeSlowMigrations(folder: string): Promise<void> {
  const home = join(folder, 'payments-api');
  const migrations = [
    ['001_first', 'CREATE TABLE first (id TEXT);'],
    ['002_slow', slowTable('slow')],
    ['003_last', 'CREATE TABLE last (id TEXT);'],
  ];
  await mkdir(home, { recursive: true });
  for (const [name, sql] of migrations) {
    const table = name.slice(4);
    await writeFile(join(home, `${name}.up.sql`), sql);
    await writeFile(join(home, `${name}.down.sql`), `DROP TABLE ${table};`);
  }
}
