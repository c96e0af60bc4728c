import { TestDatabases } from '@backstage/backend-test-utils';
import { aRetry } from '../__testUtils__/aRetry';
import { aRun } from '../__testUtils__/aRun';
import { migrate } from '../database';
import { DatabaseRunLedger } from '../runs/DatabaseRunLedger';
import { LedgerClock } from '../runs/LedgerClock';
import { RunAttempts } from '../runs/RunAttempts';
import { QuestionBook } from './QuestionBook';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('what is asked anew, on %s', id => {
  async function aBook() {
    const knex = await databases.init(id);
    await migrate(knex);
    const clock = new LedgerClock(knex);
    const ledger = new DatabaseRunLedger(knex, clock);
    const attempts = new RunAttempts(knex, clock);
    const book = new QuestionBook(knex, clock);
    const run = aRun();
    await ledger.insert(run);
    await ledger.started(run.id, run.id);
    const ask = (attempt: number, digest: string) =>
      book.open(
        {
          runId: run.id,
          attempt,
          key: 'go-on',
          kind: 'question',
          workflowId: run.id,
          title: 'Go on?',
          schema: { type: 'object' },
          who: { owners: true },
          quorum: 1,
          reasonRequired: false,
          digest,
        },
        ['group:default/payments'],
      );
    const retry = async () => {
      const end = { closedAt: new Date(), timeline: [] };
      await ledger.close(run, { ...end, status: 'failed' });
      await attempts.reopen(run, aRetry('nina'), new Date());
      await attempts.began({ ...run, attempt: 2 }, 'next');
    };
    return { ask, book, ledger, retry, run };
  }

  it('is another question in the next attempt, and the old one is kept', async () => {
    const { ask, book, ledger, retry, run } = await aBook();
    await ask(1, 'first');
    const given = {
      runId: run.id,
      key: 'go-on',
      person: 'sofia',
      answerer: 'user:default/sofia',
      digest: 'a',
      answer: {},
    };
    await book.send(given);
    await retry();
    const anew = await ask(2, 'second');
    expect(anew).toMatchObject({ attempt: 2, digest: 'second' });
    expect(anew?.outcome).toBeUndefined();
    expect((await ledger.get(run.id))?.status).toBe('waiting-for-answer');
    expect(await book.answers(run.id, 'go-on')).toEqual([]);
    expect(await book.answers(run.id, 'go-on~1')).toMatchObject([
      { answerer: 'user:default/sofia' },
    ]);
    expect(await book.of(run.id)).toMatchObject([
      { key: 'go-on~1', outcome: 'cancelled', digest: 'first' },
      { key: 'go-on', attempt: 2 },
    ]);
  });

  it('is asked once in an attempt', async () => {
    const { ask, retry } = await aBook();
    await ask(1, 'first');
    await retry();
    await ask(2, 'second');
    expect(await ask(2, 'third')).toMatchObject({ digest: 'second' });
  });
});
