import { TestComponent } from '../__fixtures__/component';
import { databaseKinds } from '../__fixtures__/databases';
import { aFolder, THREE } from '../__fixtures__/folder';
import { aHouse, type House } from '../__fixtures__/house';
import { keepHistory } from '../__fixtures__/keepHistory';

const BROKEN_THIRD = {
  ...THREE,
  '003_c': ['CREATE TABLE c (x TEXT); INSERT INTO nowhere VALUES (1)'],
} as const;

describe.each(databaseKinds)('migrateDatabase on $kind', ({ kind, make }) => {
  const folder = aFolder();
  const databaseNamed = make(folder);
  let house: House;
  beforeAll(async () => {
    house = await aHouse({ databaseNamed, migrationsDir: folder });
  }, 60_000);
  afterAll(() => house.close());

  const aComponent = () => new TestComponent(house, folder, databaseNamed);

  it('applies what is pending, one by one, and says so', async () => {
    const component = aComponent().has(THREE);
    const run = await component.start('migrateDatabase');

    await expect(house.serving(() => run.result())).resolves.toEqual({
      summary: 'Applied 001_a, 002_b, 003_c; the database is at 003_c',
      database: expect.stringContaining(`${kind} `),
      version: '003_c',
      applied: ['001_a', '002_b', '003_c'],
      durationMs: expect.any(Number),
    });
    await expect(component.tables('a', 'b', 'c')).resolves.toEqual([
      'a',
      'b',
      'c',
    ]);
    await keepHistory(run, `migrate-${kind}`);
  }, 30_000);

  it('has nothing to do the second time', async () => {
    const component = aComponent().has(THREE);
    await component.run('migrateDatabase');

    await expect(component.run('migrateDatabase')).resolves.toMatchObject({
      summary: 'Applied nothing; the database is at 003_c',
      applied: [],
    });
  }, 30_000);

  it('stops at the version it is given, by name or number', async () => {
    const component = aComponent().has(THREE);

    await expect(
      component.run('migrateDatabase', { to: '001_a' }),
    ).resolves.toMatchObject({ applied: ['001_a'], version: '001_a' });
    await expect(
      component.run('migrateDatabase', { to: '002' }),
    ).resolves.toMatchObject({ applied: ['002_b'], version: '002_b' });
  }, 30_000);

  it('changes nothing in a dry run', async () => {
    const component = aComponent().has(THREE);
    const run = await component.start('migrateDatabase', { dryRun: true });

    await expect(house.serving(() => run.result())).resolves.toMatchObject({
      summary: 'Would apply 001_a, 002_b, 003_c; nothing was changed',
      applied: [],
      pending: ['001_a', '002_b', '003_c'],
    });
    await expect(component.tables('a', 'temporal_migrations')).resolves.toEqual(
      [],
    );
    await keepHistory(run, `dry-run-${kind}`);
  }, 30_000);

  it('takes back what it applied when a later migration fails', async () => {
    const component = aComponent().has(BROKEN_THIRD);
    await component.run('migrateDatabase', { to: '001' });
    const run = await component.start('migrateDatabase');

    await expect(house.serving(() => run.result())).rejects.toMatchObject({
      cause: {
        type: 'MigrationFailed',
        message: expect.stringMatching(
          /^Migration 003_c failed: .*nowhere.*\. Rolled back 002_b$/,
        ),
      },
    });
    await expect(component.tables('a', 'b', 'c')).resolves.toEqual(['a']);
    await keepHistory(run, `compensate-${kind}`);
  }, 30_000);

  it('says what it could not take back', async () => {
    const component = aComponent().has({
      ...BROKEN_THIRD,
      '002_b': ['CREATE TABLE b (x TEXT)', 'DROP TABLE elsewhere'],
    });

    await expect(component.run('migrateDatabase')).rejects.toMatchObject({
      cause: {
        message: expect.stringMatching(
          /Rolled back nothing, then 002_b could not be: .*elsewhere.*\. Still applied by this run: 002_b, 001_a$/,
        ),
      },
    });
    await expect(component.tables('a', 'b')).resolves.toEqual(['a', 'b']);
  }, 30_000);

  it('lets two runs at once apply each migration once', async () => {
    const component = aComponent().has(THREE);
    const results = await house.serving(async () => {
      const runs = await Promise.all([
        component.start('migrateDatabase'),
        component.start('migrateDatabase'),
      ]);
      return Promise.all(runs.map(run => run.result()));
    });

    expect(results.flatMap(({ applied }) => applied).sort()).toEqual([
      '001_a',
      '002_b',
      '003_c',
    ]);
  }, 30_000);

  it.each([
    [{ to: '009' }, 'no version 009 here to go to; give one of 001_a, 002_b'],
    [{ to: 3 }, 'expected string'],
    [{ until: '001' }, 'Unrecognized key: "until"'],
    [{ dryRun: 'yes' }, 'expected boolean'],
  ])(
    'refuses %j before it touches anything',
    async (input, reason) => {
      const component = aComponent().has(THREE);

      await expect(
        component.run('migrateDatabase', input),
      ).rejects.toMatchObject({
        cause: {
          type: 'InvalidInput',
          nonRetryable: true,
          message: expect.stringContaining(reason),
        },
      });
      await expect(component.tables('a')).resolves.toEqual([]);
    },
    30_000,
  );

  it('says where it looked for the migrations of a component without any', async () => {
    const component = aComponent();

    await expect(component.run('migrateDatabase')).rejects.toMatchObject({
      cause: {
        type: 'UnusableMigrations',
        message: expect.stringContaining(`${folder}/${component.name}`),
      },
    });
  }, 30_000);

  it('refuses a target that is not a component', async () => {
    const run = await house.start({
      workflowType: 'migrateDatabase',
      target: { entityRef: 'api:default/payments-api' },
    });

    await expect(house.serving(() => run.result())).rejects.toMatchObject({
      cause: {
        message: expect.stringContaining('api:default/payments-api is not a'),
      },
    });
  }, 30_000);
});
