import { databaseKinds } from '../__fixtures__/databases';
import { aFolder } from '../__fixtures__/folder';
import { describeMigrationDatabaseContract } from './describeMigrationDatabaseContract';
import { PostgresMigrationDatabase } from './PostgresMigrationDatabase';
import { SqliteMigrationDatabase } from './SqliteMigrationDatabase';

const folder = aFolder();

for (const { kind, make } of databaseKinds) {
  describeMigrationDatabaseContract(kind, make(folder));
}

describe.each([
  ['an SQLite file', new SqliteMigrationDatabase(folder)],
  [
    'a PostgreSQL server',
    new PostgresMigrationDatabase({
      schema: 'any',
      connection: { host: '127.0.0.1', port: 1 },
    }),
  ],
])('%s that can not be opened', (_, database) => {
  it('may be there later', async () => {
    await expect(
      database.look(session => session.hasTable('a')),
    ).rejects.toMatchObject({ passing: true });
  });
});
