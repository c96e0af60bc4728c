import { TestComponent } from '../__fixtures__/component';
import { databaseKinds } from '../__fixtures__/databases';
import { aFolder, THREE } from '../__fixtures__/folder';
import { aHouse, type House, type Mishap } from '../__fixtures__/house';
import { keepHistory } from '../__fixtures__/keepHistory';

const SLOW_SECOND = {
  ...THREE,
  '002_b': [
    `CREATE TABLE b AS
       WITH RECURSIVE numbers (n) AS (
         SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 12000000
       ) SELECT count(*) AS x FROM numbers;
     INSERT INTO a VALUES ('1')`,
    'DELETE FROM a; DROP TABLE b',
  ],
} as const;

/** Does what it is told, and loses the answer the first time. */
function loseFirstAnswer<I, O>(activity: (input: I) => Promise<O>) {
  const lost = new Set<string>();
  return async (input: I): Promise<O> => {
    const answer = await activity(input);
    const key = JSON.stringify(input);
    if (!lost.has(key)) {
      lost.add(key);
      throw new Error('The worker died after the commit');
    }
    return answer;
  };
}

const everyAnswerIsLostOnce: Mishap = activities => ({
  ...activities,
  applyMigration: loseFirstAnswer(activities.applyMigration),
  revertMigration: loseFirstAnswer(activities.revertMigration),
});

describe.each(databaseKinds)('a migration on $kind', ({ kind, make }) => {
  const folder = aFolder();
  const databaseNamed = make(folder);
  let house: House;
  beforeAll(async () => {
    house = await aHouse({ databaseNamed, migrationsDir: folder });
  }, 60_000);
  afterAll(() => house.close());

  const aComponent = () => new TestComponent(house, folder, databaseNamed);

  it('is neither repeated nor forgotten when the worker dies after the commit', async () => {
    const component = aComponent().has(THREE);

    await expect(
      component.run('migrateDatabase', {}, everyAnswerIsLostOnce),
    ).resolves.toMatchObject({ applied: ['001_a', '002_b', '003_c'] });
    await expect(
      component.database.look(session => session.rows('SELECT x FROM a')),
    ).resolves.toHaveLength(1);
  }, 60_000);

  it('is taken back once when the worker dies after that commit', async () => {
    const component = aComponent().has(THREE);
    await component.run('migrateDatabase');

    await expect(
      component.run('rollbackDatabase', { to: '000' }, everyAnswerIsLostOnce),
    ).resolves.toMatchObject({ reverted: ['003_c', '002_b', '001_a'] });
    await expect(component.tables('a', 'b', 'c')).resolves.toEqual([]);
  }, 60_000);

  it('says how far it is while the database works', async () => {
    const component = aComponent().has(SLOW_SECOND);
    await house.serving(async () => {
      const run = await component.start('migrateDatabase');
      const [pending] = await eventually(async () => {
        const { raw } = await run.describe();
        return (raw.pendingActivities ?? []).filter(
          activity => activity.heartbeatDetails?.payloads?.length,
        );
      });
      const [payload] = pending.heartbeatDetails?.payloads ?? [];
      const text = new TextDecoder().decode(payload?.data ?? undefined);
      expect(JSON.parse(text)).toMatchObject({ total: 3 });
      expect(text).toContain('Applying 00');
      await run.result();
    });
  }, 60_000);

  it('is finished and then taken back when the run is cancelled', async () => {
    const component = aComponent().has(SLOW_SECOND);
    await house.serving(async () => {
      const run = await component.start('migrateDatabase');
      await eventually(async () => {
        const { raw } = await run.describe();
        return (raw.pendingActivities ?? []).filter(
          ({ activityType, activityId }) =>
            activityType?.name === 'applyMigration' && activityId !== '3',
        );
      });
      await run.cancel();
      await expect(run.result()).rejects.toMatchObject({
        cause: { name: 'CancelledFailure' },
      });
      await keepHistory(run, `cancelled-${kind}`);
    });

    await expect(component.tables('a', 'b', 'c')).resolves.toEqual([]);
  }, 60_000);
});

/** Asks until there is something in the answer. */
async function eventually<T>(ask: () => Promise<T[]>): Promise<T[]> {
  for (;;) {
    const answer = await ask();
    if (answer.length > 0) {
      return answer;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
