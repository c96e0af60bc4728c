import { join } from 'node:path';
import type { Config } from './config';
import type { MigrationDatabase } from './migrations/MigrationDatabase';
import { PostgresMigrationDatabase } from './migrations/PostgresMigrationDatabase';
import { SqliteMigrationDatabase } from './migrations/SqliteMigrationDatabase';

/** Chooses where the databases of components are. */
export function databasesOf({
  databases,
}: Config): (name: string) => MigrationDatabase {
  // Without options the driver itself reads PGHOST, PGUSER and the like.
  return databases.client === 'pg'
    ? name => new PostgresMigrationDatabase({ schema: name, connection: {} })
    : name =>
        new SqliteMigrationDatabase(join(databases.folder, `${name}.sqlite`));
}
