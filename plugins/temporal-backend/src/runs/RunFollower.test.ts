import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { migrate } from '../database';
import { someNamespaces } from '../__testUtils__/someNamespaces';
import { aRun } from '../__testUtils__/aRun';
import { aTrail } from '../__testUtils__/aTrail';
import { DatabaseRunLedger } from './DatabaseRunLedger';
import { toColumns } from './ledgerRow';
import { NewestWatch } from './NewestWatch';
import { RunFollower, type Followed } from './RunFollower';
import { RunNewsFeed } from './RunNewsFeed';
import { RunWatcher } from './RunWatcher';

jest.setTimeout(60_000);

const OTHER = 'component:default/other';
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('a follower who comes back', () => {
  it('hears of what it missed, however long ago, and only then that it is up to date', async () => {
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    const ledger = new DatabaseRunLedger(knex);
    const { attestor } = aTrail(knex);
    const logger = mockServices.logger.mock();
    const others = Array.from({ length: 12_000 }, (_, i) => ({
      ...toColumns(aRun({ target: { entityRef: OTHER } })),
      version: i + 1,
    }));
    await knex.batchInsert('runs', others, 20);
    await knex('ledger_clock').update({ version: others.length });
    const ours = aRun();
    await ledger.insert(ours);
    const temporal = someNamespaces('127.0.0.1:1');
    const watcher = new RunWatcher({ temporal, ledger, attestor, logger });
    const follower = new RunFollower({
      ledger,
      feed: new RunNewsFeed(ledger, logger),
      watcher,
      newest: new NewestWatch({ ledger, watcher, logger }),
    });
    const gone = new AbortController();
    const heard: Followed[] = [];
    const { entityRef } = ours.target;
    const scope = { entityRef, cursor: 0, hears: () => true };
    for await (const item of follower.follow(scope, gone.signal)) {
      heard.push(item);
      if (item.kind === 'ready') gone.abort();
    }
    const version = others.length + 1;
    expect(heard).toEqual([
      { kind: 'run', news: { runId: ours.id, version } },
      { kind: 'ready', version },
    ]);
    await temporal.close();
  });
});
