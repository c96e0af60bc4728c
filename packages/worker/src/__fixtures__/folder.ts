import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is gone after the tests of the file. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'worker-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Writes migrations, given as name to SQL of the way up and of the way down. */
export function writeMigrations(
  folder: string,
  migrations: Readonly<Record<string, readonly [up: string, down?: string]>>,
): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, [up, down]] of Object.entries(migrations)) {
    writeFileSync(join(folder, `${name}.up.sql`), up);
    if (down !== undefined) {
      writeFileSync(join(folder, `${name}.down.sql`), down);
    }
  }
}

/** Three ordinary migrations. */
export const THREE = {
  '001_a': ['CREATE TABLE a (x TEXT)', 'DROP TABLE a'],
  '002_b': [
    `CREATE TABLE b (x TEXT); INSERT INTO a VALUES ('1')`,
    `DELETE FROM a; DROP TABLE b`,
  ],
  '003_c': ['CREATE TABLE c (x TEXT)', 'DROP TABLE c'],
} as const;
