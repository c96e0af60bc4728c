import { databaseKinds } from '../__fixtures__/databases';
import { aFolder, THREE, writeMigrations } from '../__fixtures__/folder';
import { readMigrations } from './MigrationFolder';
import { Migrator } from './Migrator';

const folder = aFolder();
let made = 0;

describe.each(databaseKinds)('a migrator over $kind', ({ make }) => {
  const aMigrator = async (
    migrations: Parameters<typeof writeMigrations>[1] = THREE,
  ) => {
    made += 1;
    const name = `component-${made}`;
    writeMigrations(`${folder}/${name}`, migrations);
    const database = make(folder)(name);
    const files = await readMigrations(`${folder}/${name}`);
    const by = (runId: string) =>
      new Migrator(database, files, { runId, initiator: 'user:default/ada' });
    return { database, by, migrator: by('run-1') };
  };

  it('applies a migration once, however often it is told to', async () => {
    const { migrator, database } = await aMigrator();
    await migrator.apply('001_a');
    await migrator.apply('002_b');

    await expect(migrator.apply('002_b')).resolves.toBe(true);
    await expect(
      database.look(session => session.rows('SELECT x FROM a')),
    ).resolves.toHaveLength(1);
    await expect(migrator.state()).resolves.toEqual({
      applied: ['001_a', '002_b'],
      pending: ['003_c'],
    });
  });

  it('applies a migration once, also when several do it at once', async () => {
    const { by, database } = await aMigrator();
    await by('run-0').apply('001_a');
    const ours = await Promise.all(
      ['run-1', 'run-2', 'run-3'].map(async run => by(run).apply('002_b')),
    );

    expect(ours.filter(Boolean)).toHaveLength(1);
    await expect(
      database.look(session => session.rows('SELECT x FROM a')),
    ).resolves.toHaveLength(1);
  });

  it('takes back only what its own run applied, when told so', async () => {
    const { migrator, by } = await aMigrator();
    await migrator.apply('001_a');
    const another = by('run-2');

    await expect(another.revert('001_a', true)).resolves.toBe(false);
    await expect(migrator.revert('001_a', true)).resolves.toBe(true);
    await expect(migrator.revert('001_a', true)).resolves.toBe(false);
  });

  it('takes nothing back from under a newer migration', async () => {
    const { migrator } = await aMigrator();
    await migrator.apply('001_a');
    await migrator.apply('002_b');

    await expect(migrator.revert('001_a', false)).rejects.toThrow(
      'while 002_b stands on it',
    );
  });

  it('takes nothing back that has no way down', async () => {
    const { migrator } = await aMigrator({
      '001_a': ['CREATE TABLE a (x TEXT)'],
    });
    await migrator.apply('001_a');

    await expect(migrator.revert('001_a', false)).rejects.toThrow(
      'there is no 001_a.down.sql',
    );
    await expect(migrator.state()).resolves.toMatchObject({
      applied: ['001_a'],
    });
  });

  it('leaves nothing of a migration that fails in its last statement', async () => {
    const { migrator, database } = await aMigrator({
      '001_a': ['CREATE TABLE a (x TEXT); INSERT INTO nowhere VALUES (1)'],
    });

    await expect(migrator.apply('001_a')).rejects.toThrow('nowhere');
    await expect(database.look(session => session.hasTable('a'))).resolves.toBe(
      false,
    );
  });

  it('refuses a file that ends its own transaction', async () => {
    const { migrator } = await aMigrator({
      '001_a': ['CREATE TABLE a (x TEXT); COMMIT;'],
    });

    await expect(migrator.apply('001_a')).rejects.toThrow(
      '001_a.up.sql ends its own transaction',
    );
    await expect(migrator.state()).resolves.toMatchObject({ applied: [] });
  });

  it('stops at a database that is ahead of its files', async () => {
    const { migrator, database } = await aMigrator();
    await migrator.apply('001_a');
    const old = new Migrator(database, [{ name: '000_x', up: '' }], {
      runId: 'run-2',
      initiator: 'user:default/ada',
    });

    await expect(old.state()).rejects.toThrow(
      'has 001_a applied, and there are no files of that name',
    );
  });
});
