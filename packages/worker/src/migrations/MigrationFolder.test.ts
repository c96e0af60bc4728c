import { join } from 'node:path';
import { aFolder, THREE, writeMigrations } from '../__fixtures__/folder';
import { readMigrations } from './MigrationFolder';

describe('a folder of migrations', () => {
  const parent = aFolder();

  it('is read in the order of its numbers', async () => {
    const folder = join(parent, 'ordered');
    writeMigrations(folder, { ...THREE, '1000_z': ['SELECT 1'] });

    const names = (await readMigrations(folder)).map(({ name }) => name);
    expect(names).toEqual(['001_a', '002_b', '003_c', '1000_z']);
  });

  it('without migrations says where it looked', async () => {
    const folder = join(parent, 'absent');

    await expect(readMigrations(folder)).rejects.toThrow(
      `There are no migrations in ${folder}`,
    );
  });

  it.each(['1_a', '001-a', 'a'])(
    'with a file named %s is refused, lest it be left out',
    async name => {
      const folder = join(parent, `misnamed-${name}`);
      writeMigrations(folder, { ...THREE, [name]: ['SELECT 1'] });

      await expect(readMigrations(folder)).rejects.toThrow(
        `${name}.up.sql in ${folder} must be named like`,
      );
    },
  );

  it('with two of one number is refused', async () => {
    const folder = join(parent, 'twins');
    writeMigrations(folder, { ...THREE, '002_c': ['SELECT 1'] });

    await expect(readMigrations(folder)).rejects.toThrow('renumber one');
  });
});
