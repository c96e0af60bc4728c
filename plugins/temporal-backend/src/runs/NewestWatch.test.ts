import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { aRun } from '../__testUtils__/aRun';
import { aTrail } from '../__testUtils__/aTrail';
import { migrate } from '../database';
import { someNamespaces } from '../__testUtils__/someNamespaces';
import { DatabaseRunLedger } from './DatabaseRunLedger';
import { toColumns } from './ledgerRow';
import { NewestWatch } from './NewestWatch';
import { RunWatcher } from './RunWatcher';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('lists across entities', () => {
  it('have the fifty newest open runs watched, however many look, until the last leaves', async () => {
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    const ledger = new DatabaseRunLedger(knex);
    const { attestor } = aTrail(knex);
    const logger = mockServices.logger.mock();
    const temporal = someNamespaces('127.0.0.1:1');
    const watcher = new RunWatcher({ temporal, ledger, attestor, logger });
    const newest = new NewestWatch({ ledger, watcher, logger });
    const until = async (size: number) => {
      while (watcher.size !== size) await sleep(20);
    };
    const rows = Array.from({ length: 60 }, () => ({
      ...toColumns(aRun()),
      version: 1,
      status: 'running',
      first_execution_run_id: randomUUID(),
    }));
    await knex.batchInsert('runs', rows, 20);
    const [one, other] = [newest.join(), newest.join()];
    await until(50);
    one();
    // Once is enough for each who looked.
    one();
    const next = aRun({ requestedAt: new Date(Date.now() + 60_000) });
    await ledger.insert(next);
    await ledger.started(next.id, randomUUID());
    await sleep(2_500);
    expect(watcher.size).toBe(50);
    other();
    expect(watcher.size).toBe(0);
    await temporal.close();
  });
});
