import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { MigrationDatabase } from '../migrations/MigrationDatabase';
import { PostgresMigrationDatabase } from '../migrations/PostgresMigrationDatabase';
import { SqliteMigrationDatabase } from '../migrations/SqliteMigrationDatabase';

/** A kind of database, and how tests make one in a folder of theirs. */
export interface DatabaseKind {
  readonly kind: string;
  readonly make: (folder: string) => (name: string) => MigrationDatabase;
}

// The variable by which Backstage's own tests find PostgreSQL.
const connectionString =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;

const sqlite: DatabaseKind = {
  kind: 'SQLite',
  make: folder => name =>
    new SqliteMigrationDatabase(join(folder, `${name}.sqlite`)),
};

const postgres: DatabaseKind = {
  kind: 'PostgreSQL',
  make: () => {
    const suffix = randomUUID().slice(0, 8);
    return name =>
      new PostgresMigrationDatabase({
        schema: `${name}-${suffix}`,
        connection: { connectionString },
      });
  },
};

/** SQLite, and PostgreSQL where the environment has one. */
export const databaseKinds: readonly DatabaseKind[] = connectionString
  ? [sqlite, postgres]
  : [sqlite];
