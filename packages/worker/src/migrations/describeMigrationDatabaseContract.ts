import { SqlError, type MigrationDatabase } from './MigrationDatabase';

/** A second or so of work inside the database, in SQL both speak. */
const SLOW = `
  WITH RECURSIVE numbers (n) AS (
    SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 3000000
  ) SELECT count(*) FROM numbers`;

/** What every MigrationDatabase must do; `name` tells apart two of them. */
export function describeMigrationDatabaseContract(
  title: string,
  make: (name: string) => MigrationDatabase,
) {
  describe(`${title} as a database to migrate`, () => {
    let made = 0;
    const aDatabase = () => {
      made += 1;
      return make(`component-${made}`);
    };

    it('keeps what a transaction did, scripts of several statements included', async () => {
      const database = aDatabase();
      await database.transaction(async session => {
        await session.run(
          `CREATE TABLE a (name TEXT); INSERT INTO a VALUES ('semi;colon');`,
        );
        await session.rows('INSERT INTO a (name) VALUES ($1)', ["it's"]);
      });

      await expect(
        database.look(session =>
          session.rows('SELECT name FROM a ORDER BY name'),
        ),
      ).resolves.toEqual([{ name: "it's" }, { name: 'semi;colon' }]);
    });

    it('keeps nothing of a transaction that failed', async () => {
      const database = aDatabase();
      const failing = database.transaction(async session => {
        await session.run('CREATE TABLE a (name TEXT)');
        throw new Error('no further');
      });

      await expect(failing).rejects.toThrow('no further');
      await expect(
        database.look(session => session.hasTable('a')),
      ).resolves.toBe(false);
    });

    it('can be looked at before it exists', async () => {
      await expect(
        aDatabase().look(session => session.hasTable('a')),
      ).resolves.toBe(false);
    });

    it('shows one component nothing of another', async () => {
      await aDatabase().transaction(session =>
        session.run('CREATE TABLE mine (name TEXT)'),
      );

      await expect(
        aDatabase().look(session => session.hasTable('mine')),
      ).resolves.toBe(false);
    });

    it('lets one transaction wait for the other', async () => {
      const database = aDatabase();
      await database.transaction(session =>
        session.run(
          'CREATE TABLE counter (n INTEGER); INSERT INTO counter VALUES (0)',
        ),
      );
      const addOne = () =>
        database.transaction(async session => {
          const [{ n }] = await session.rows('SELECT n FROM counter');
          await session.run(`UPDATE counter SET n = ${Number(n) + 1}`);
        });
      await Promise.all([addOne(), addOne(), addOne(), addOne()]);

      await expect(
        database.look(session => session.rows('SELECT n FROM counter')),
      ).resolves.toEqual([{ n: 4 }]);
    });

    it('says that a mistake in the SQL will not pass', async () => {
      const failing = aDatabase().transaction(session =>
        session.run('CREATE TABEL a (name TEXT)'),
      );

      await expect(failing).rejects.toMatchObject({
        name: SqlError.name,
        passing: false,
        message: expect.stringMatching(/TABEL/i),
      });
    });

    it('leaves the process free while the database works', async () => {
      let ticks = 0;
      const ticking = setInterval(() => {
        ticks += 1;
      }, 10);
      const started = Date.now();
      await aDatabase().look(session => session.rows(SLOW));
      clearInterval(ticking);

      expect(ticks).toBeGreaterThan((Date.now() - started) / 10 / 4);
    }, 30_000);
  });
}
