import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = /^((\d{3,})_[a-z0-9_]+)\.(up|down)\.sql$/;

/** One migration as it stands in its two files. */
export interface Migration {
  /** Number and words, such as `003_create_payouts`. */
  readonly name: string;
  readonly up: string;
  readonly down?: string;
}

/** The files of a component can't be used as they are. */
export class UnusableMigrationsError extends Error {
  override readonly name = 'UnusableMigrations';
}

/**
 * Reads the migrations of one component, oldest first.
 * @throws UnusableMigrationsError if there are none, or a file is not named so
 * that its place is known: it would be left out without a word
 */
export async function readMigrations(
  folder: string,
): Promise<readonly Migration[]> {
  const files = (await listed(folder)).filter(file => file.endsWith('.sql'));
  const misnamed = files.filter(file => !FILE.test(file));
  if (misnamed.length > 0) {
    throw new UnusableMigrationsError(
      `${misnamed.join(
        ', ',
      )} in ${folder} must be named like 001_create_invoices.up.sql and 001_create_invoices.down.sql`,
    );
  }
  const names = files
    .filter(file => file.endsWith('.up.sql'))
    .map(file => file.slice(0, -'.up.sql'.length))
    .sort((a, b) => numberOf(a) - numberOf(b));
  if (names.length === 0) {
    throw new UnusableMigrationsError(
      `There are no migrations in ${folder}: put files like 001_create_invoices.up.sql and 001_create_invoices.down.sql there`,
    );
  }
  assertDistinct(names, folder);
  return Promise.all(names.map(name => readMigration(folder, name, files)));
}

async function readMigration(
  folder: string,
  name: string,
  files: readonly string[],
): Promise<Migration> {
  const read = (file: string) => readFile(join(folder, file), 'utf8');
  const down = `${name}.down.sql`;
  return {
    name,
    up: await read(`${name}.up.sql`),
    down: files.includes(down) ? await read(down) : undefined,
  };
}

async function listed(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) {
      return [];
    }
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ENOENT'
  );
}

function numberOf(name: string): number {
  return Number.parseInt(name, 10);
}

function assertDistinct(names: readonly string[], folder: string): void {
  const twin = names.find(
    (name, i) => i > 0 && numberOf(name) === numberOf(names[i - 1]),
  );
  if (twin) {
    throw new UnusableMigrationsError(
      `Two migrations in ${folder} have the number of ${twin}: renumber one, so that their order is known`,
    );
  }
}
