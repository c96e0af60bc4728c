import { TestComponent } from '../__fixtures__/component';
import { databaseKinds } from '../__fixtures__/databases';
import { aFolder, THREE } from '../__fixtures__/folder';
import { aHouse, type House } from '../__fixtures__/house';
import { keepHistory } from '../__fixtures__/keepHistory';

describe.each(databaseKinds)('rollbackDatabase on $kind', ({ kind, make }) => {
  const folder = aFolder();
  const databaseNamed = make(folder);
  let house: House;
  beforeAll(async () => {
    house = await aHouse({ databaseNamed, migrationsDir: folder });
  }, 60_000);
  afterAll(() => house.close());

  const aMigratedComponent = async (
    migrations: Parameters<TestComponent['has']>[0] = THREE,
  ) => {
    const component = new TestComponent(house, folder, databaseNamed);
    await component.has(migrations).run('migrateDatabase');
    return component;
  };

  it('takes back, newest first, what is above the version', async () => {
    const component = await aMigratedComponent();
    const run = await component.start('rollbackDatabase', { to: '001' });

    await expect(house.serving(() => run.result())).resolves.toMatchObject({
      summary: 'Took back 003_c, 002_b; the database is at 001_a',
      reverted: ['003_c', '002_b'],
      version: '001_a',
    });
    await expect(component.tables('a', 'b', 'c')).resolves.toEqual(['a']);
    await keepHistory(run, `rollback-${kind}`);
  }, 30_000);

  it('can take back everything, and apply it again', async () => {
    const component = await aMigratedComponent();

    await expect(
      component.run('rollbackDatabase', { to: '000' }),
    ).resolves.toMatchObject({ version: '000' });
    await expect(component.tables('a', 'b', 'c')).resolves.toEqual([]);
    await expect(component.run('migrateDatabase')).resolves.toMatchObject({
      version: '003_c',
    });
  }, 30_000);

  it('stops, whole, at the migration that can not be taken back', async () => {
    const component = await aMigratedComponent({
      ...THREE,
      '002_b': ['CREATE TABLE b (x TEXT)'],
    });
    const run = await component.start('rollbackDatabase', { to: '000' });

    await expect(house.serving(() => run.result())).rejects.toMatchObject({
      cause: {
        type: 'RollbackFailed',
        message:
          "002_b could not be taken back: 002_b can't be taken back: there is no 002_b.down.sql. Before it, 003_c was taken back; the database is at 002_b",
      },
    });
    await expect(component.tables('a', 'b', 'c')).resolves.toEqual(['a', 'b']);
    await keepHistory(run, `rollback-stopped-${kind}`);
  }, 30_000);

  it('refuses a version that is not applied', async () => {
    const component = await aMigratedComponent();

    await expect(
      component.run('rollbackDatabase', { to: '007' }),
    ).rejects.toMatchObject({
      cause: { message: expect.stringContaining('no version 007') },
    });
    await expect(component.run('rollbackDatabase')).rejects.toMatchObject({
      cause: { type: 'InvalidInput' },
    });
  }, 30_000);
});
