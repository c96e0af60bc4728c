import { dirname, join } from 'node:path';
import { databaseKinds } from '../__fixtures__/databases';
import { aFolder } from '../__fixtures__/folder';
import { readMigrations } from './MigrationFolder';
import { Migrator } from './Migrator';

const EXAMPLES = join(
  dirname(require.resolve('../../package.json')),
  '../../examples/migrations',
);
const folder = aFolder();

describe.each(databaseKinds)('the example migrations on $kind', ({ make }) => {
  it('go up, down and up again', async () => {
    const database = make(folder)('examples');
    const migrations = await readMigrations(join(EXAMPLES, 'payments-api'));
    const names = migrations.map(({ name }) => name);
    const migrator = new Migrator(database, migrations, {
      runId: 'run-1',
      initiator: 'user:default/ada',
    });
    const payouts = () =>
      database.look(session => session.rows('SELECT id FROM payouts'));

    for (const name of names) {
      await migrator.apply(name);
    }
    await expect(payouts()).resolves.toEqual([{ id: 'payout-inv-1001' }]);

    for (const name of [...names].reverse()) {
      await migrator.revert(name, false);
    }
    await expect(migrator.state()).resolves.toEqual({
      applied: [],
      pending: names,
    });

    for (const name of names) {
      await migrator.apply(name);
    }
    await expect(payouts()).resolves.toHaveLength(1);
  });
});
