import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { APPROVAL_SCHEMA } from 'backstage-plugin-temporal-common';
import { aRun } from '../__testUtils__/aRun';
import { someNotifications } from '../__testUtils__/someNotifications';
import { migrate } from '../database';
import { QuestionBook } from '../questions/QuestionBook';
import type { NewQuestion } from '../questions/StoredQuestion';
import { DatabaseRunLedger } from '../runs/DatabaseRunLedger';
import { LedgerClock } from '../runs/LedgerClock';
import { Notices } from './Notices';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const HOUR_MS = 3_600_000;
const inMs = (ms: number) => new Date(Date.now() + ms);

describe.each(databases.eachSupportedId())('notices on %s', id => {
  async function aBoard(rest: Partial<NewQuestion> = {}) {
    const knex = await databases.init(id);
    await migrate(knex);
    const clock = new LedgerClock(knex);
    const ledger = new DatabaseRunLedger(knex, clock);
    const book = new QuestionBook(knex, clock);
    const notifications = someNotifications();
    const logger = mockServices.logger.mock();
    const deps = { knex, book, ledger, logger };
    const run = aRun();
    await ledger.insert(run);
    await ledger.started(run.id, run.id);
    await book.open(
      {
        runId: run.id,
        attempt: 1,
        key: 'approval',
        kind: 'approval',
        workflowId: run.id,
        title: 'Approve Greet',
        schema: APPROVAL_SCHEMA,
        who: { groups: ['group:default/security'] },
        quorum: 1,
        reasonRequired: false,
        deadline: inMs(10 * HOUR_MS),
        digest: 'd',
        ...rest,
      },
      ['group:default/security'],
    );
    return {
      run,
      book,
      ledger,
      notifications,
      notices: new Notices({ ...deps, notifications }),
      silent: new Notices(deps),
      close: () =>
        book.close({
          runId: run.id,
          key: 'approval',
          outcome: 'approved',
          at: new Date(),
        }),
    };
  }

  it('tell those who may answer, never who asked, with a link', async () => {
    const { notices, notifications, run } = await aBoard();
    await notices.send();
    expect(notifications.sent).toMatchObject([
      {
        recipients: {
          type: 'entity',
          entityRef: ['group:default/security'],
          excludeEntityRef: 'user:default/ada',
        },
        payload: {
          title: 'Approve Greet',
          link: `/temporal/runs/${run.id}`,
        },
      },
    ]);
    await notices.send();
    expect(notifications.sent).toHaveLength(1);
    expect(await notices.told(run.id, 'approval')).toEqual({ done: true });
  });

  it('are tried again, later each time, while notifications are down', async () => {
    const { notices, notifications, run } = await aBoard();
    notifications.down = true;
    await notices.send();
    expect(await notices.told(run.id, 'approval')).toEqual({
      done: false,
      problem: expect.stringContaining('notifications are down'),
    });
    notifications.down = false;
    await notices.send();
    expect(notifications.sent).toEqual([]);
    await notices.send(inMs(11_000));
    expect(notifications.sent).toHaveLength(1);
    expect(await notices.told(run.id, 'approval')).toEqual({ done: true });
  });

  it('remind when a fifth of the time is left', async () => {
    const { notices, notifications } = await aBoard();
    await notices.send();
    await notices.send(inMs(7.9 * HOUR_MS));
    expect(notifications.sent).toHaveLength(1);
    await notices.send(inMs(8.1 * HOUR_MS));
    expect(notifications.sent[1].payload.title).toBe(
      'Time runs out: Approve Greet',
    );
  });

  it('tell who asked when it is over, and remind nobody then', async () => {
    const { close, notices, notifications } = await aBoard();
    await notices.send();
    await close();
    await notices.send(inMs(9 * HOUR_MS));
    expect(notifications.sent.slice(1)).toMatchObject([
      {
        recipients: { entityRef: ['user:default/ada'] },
        payload: { title: 'approved: Approve Greet' },
      },
    ]);
  });

  it('close with their run, in one step', async () => {
    const { book, ledger, run } = await aBoard();
    const end = { closedAt: new Date(), timeline: [] };
    await ledger.close(run, { ...end, status: 'terminated' });
    expect(await book.get(run.id, 'approval')).toMatchObject({
      outcome: 'cancelled',
    });
  });

  it('say in one line what people wrote', async () => {
    const title = `Go\u202e\n<b>on</b>${'x'.repeat(150)}`;
    const text = '[x](data:text/html,1)\u0000'.repeat(180);
    const { notices, notifications } = await aBoard({ title, text });
    await notices.send();
    const [{ payload }] = notifications.sent;
    expect(payload.title).toMatch(/^Go <b>on<\/b>x+$/);
    expect(payload.description?.length).toBeLessThanOrEqual(500);
    expect(payload.description).not.toMatch(/\p{Cc}/u);
  });

  it('are not sent, and say so, where notifications are switched off', async () => {
    const { notices, notifications, run, silent } = await aBoard();
    expect((await silent.told(run.id, 'approval')).problem).toContain(
      'temporal.notifications',
    );
    await silent.send();
    await notices.send();
    expect(notifications.sent).toEqual([]);
  });
});
