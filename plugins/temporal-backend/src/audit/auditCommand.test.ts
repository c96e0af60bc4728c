import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import knexFactory, { type Knex } from 'knex';
import { aSealedAudit } from '../__testUtils__/sealedAudit';
import { runAuditCommand } from './auditCommand';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const temporal = { audit: { keepDays: 30 } };

describe.each(databases.eachSupportedId())('the command on %s', databaseId => {
  const directory = createMockDirectory();
  const said: string[] = [];
  let knex: Knex;
  let audit: Awaited<ReturnType<typeof aSealedAudit>>;

  /** A database as the backend has it, and the config that names it. */
  async function open(): Promise<[Knex, object]> {
    if (databaseId === 'SQLITE_3') {
      const client = 'better-sqlite3';
      const connection = { filename: directory.resolve('temporal.sqlite') };
      const file = knexFactory({ client, connection, useNullAsDefault: true });
      return [file, { client, connection: { directory: directory.path } }];
    }
    const client = await databases.init(databaseId);
    const plugin = {
      temporal: { connection: client.client.config.connection },
    };
    return [client, { client: 'pg', connection: {}, plugin }];
  }

  beforeEach(async () => {
    directory.clear();
    const [opened, database] = await open();
    knex = opened;
    audit = await aSealedAudit(knex);
    await audit.batches(2, 1);
    directory.addContent({
      'app-config.yaml': JSON.stringify({ temporal, backend: { database } }),
    });
    said.length = 0;
    const hear = (text: string) => said.push(text) && undefined;
    jest.spyOn(console, 'log').mockImplementation(hear);
    jest.spyOn(console, 'error').mockImplementation(hear);
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    if (databaseId === 'SQLITE_3') await knex.destroy();
  });

  const run = async (...options: string[]) => {
    const config = directory.resolve('app-config.yaml');
    const code = await runAuditCommand([
      ...['verify', '--config', config],
      ...options,
    ]);
    return [code, said.join('\n')];
  };

  it('says that nothing was touched, and which anchor is the newest', async () => {
    const [, { digest }] = await audit.seals();
    expect(await run()).toEqual([
      0,
      expect.stringMatching(
        `^VERIFIED: 3 records in 2 sealed batches .*\nNewest anchor: 2:${digest}\nWithout an anchor`,
      ),
    ]);
    const anchored = await run('--anchor', `2:${digest}`);
    expect(anchored).toEqual([0, expect.stringContaining('up to batch 2')]);
  });

  it('says what was, and ends with 1', async () => {
    await knex('audit_records').where({ id: 2 }).update({ caller: 'eve' });
    expect(await run()).toEqual([
      1,
      expect.stringMatching(
        /^record 2 of batch 1 was changed\nTAMPERED: 1 findings/,
      ),
    ]);
    const other = `1:${'0'.repeat(64)}`;
    expect(await run('--anchor', other)).toEqual([
      1,
      expect.stringContaining('batch 1: it is not the one of your anchor'),
    ]);
  });

  it('takes the time that records are kept from config, or as told', async () => {
    await knex('audit_records').where({ seal: 1 }).delete();
    const dropped_at = new Date();
    await knex('audit_seals')
      .where({ number: 1 })
      .update({ dropped_at, records: null });
    expect(await run()).toEqual([
      1,
      expect.stringContaining('batch 1 was removed before it was 30 days old'),
    ]);
    expect((await run('--kept-days', '0'))[0]).toBe(0);
  });

  it('ends with 2 when it is used in a wrong way', async () => {
    for (const wrong of [
      ['--anchor', '1:abc'],
      ['--kept-days', 'many'],
      ['--colour'],
      ['twice'],
    ]) {
      const [code, text] = await run(...wrong);
      expect(code).toBe(2);
      expect(text).toContain('Usage: temporal-audit verify');
    }
  });

  it('ends with 2 when there is no audit to read, and makes none', async () => {
    const database = {
      client: databaseId === 'SQLITE_3' ? 'better-sqlite3' : 'pg',
      connection:
        databaseId === 'SQLITE_3'
          ? { directory: directory.path }
          : { host: '127.0.0.1', port: 1 },
      plugin: { temporal: { connection: { filename: 'none.sqlite' } } },
    };
    directory.addContent({
      'app-config.yaml': JSON.stringify({ temporal, backend: { database } }),
    });
    const [code, text] = await run();
    expect(code).toBe(2);
    expect(text).toContain('The audit could not be verified');
    expect(Object.keys(directory.content() ?? {})).not.toContain('none.sqlite');
  });
});
