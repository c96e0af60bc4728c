import { currentRun } from 'backstage-plugin-temporal-worker';
import { TestComponent } from '../__fixtures__/component';
import { databaseKinds } from '../__fixtures__/databases';
import { aFolder, THREE } from '../__fixtures__/folder';
import { aHouse, type House, type Mishap } from '../__fixtures__/house';
import { keepHistory } from '../__fixtures__/keepHistory';

const LEFT = 'user:default/ada is no longer in group:default/payments';

describe.each(databaseKinds)(
  'on $kind, an initiator who is no longer allowed',
  ({ kind, make }) => {
    const folder = aFolder();
    const databaseNamed = make(folder);
    let house: House;
    beforeAll(async () => {
      house = await aHouse({ databaseNamed, migrationsDir: folder });
    }, 60_000);
    afterAll(() => house.close());

    const aComponent = () => new TestComponent(house, folder, databaseNamed);

    const leave = () => house.backend.deny(currentRun().runId, LEFT);

    const leavesAfterTheFirst: Mishap = activities => ({
      ...activities,
      applyMigration: step => activities.applyMigration(step).finally(leave),
      revertMigration: step => activities.revertMigration(step).finally(leave),
    });

    const leavesWithTheFailure: Mishap = activities => ({
      ...activities,
      applyMigration: step =>
        activities.applyMigration(step).catch(error => {
          leave();
          throw error;
        }),
    });

    it('applies no second migration, and the first is taken back', async () => {
      const component = aComponent().has(THREE);
      const run = await component.start('migrateDatabase');

      await expect(
        house.serving(() => run.result(), leavesAfterTheFirst),
      ).rejects.toMatchObject({
        cause: {
          type: 'MigrationFailed',
          message: `Migration 002_b failed: ${LEFT}. Rolled back 001_a`,
        },
      });
      await expect(component.tables('a', 'b', 'c')).resolves.toEqual([]);
      await keepHistory(run, `denied-${kind}`);
    }, 30_000);

    it('takes back no second migration', async () => {
      const component = aComponent().has(THREE);
      await component.run('migrateDatabase');
      const run = await component.start('rollbackDatabase', { to: '000' });

      await expect(
        house.serving(() => run.result(), leavesAfterTheFirst),
      ).rejects.toMatchObject({
        cause: {
          type: 'RollbackFailed',
          message: `002_b could not be taken back: ${LEFT}. Before it, 003_c was taken back; the database is at 002_b`,
        },
      });
      await expect(component.tables('a', 'b', 'c')).resolves.toEqual([
        'a',
        'b',
      ]);
      await keepHistory(run, `rollback-denied-${kind}`);
    }, 30_000);

    it('has the failed run cleaned up all the same', async () => {
      const component = aComponent().has({
        '001_a': THREE['001_a'],
        '002_b': ['INSERT INTO nowhere VALUES (1)'],
      });

      await expect(
        component.run('migrateDatabase', {}, leavesWithTheFailure),
      ).rejects.toMatchObject({
        cause: {
          message: expect.stringMatching(/nowhere.*\. Rolled back 001_a$/),
        },
      });
      await expect(component.tables('a')).resolves.toEqual([]);
    }, 30_000);
  },
);
