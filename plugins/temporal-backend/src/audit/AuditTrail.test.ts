import { TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type { Knex } from 'knex';
import { migrate } from '../database';
import { aTrail, anAttempt } from '../__testUtils__/aTrail';
import { anAuditor } from '../__testUtils__/anAuditor';
import { theScheduler } from './Attempt';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const FORGED = 'because\n2026-01-01 info forged\u202e\u0000';

describe.each(databases.eachSupportedId())('the trail in %s', databaseId => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex);
  });

  it('has a pending record before anything is done, and its outcome after', async () => {
    const { trail, rows } = aTrail(knex);
    const result = await trail.record(anAttempt(), async note => {
      expect(await rows()).toMatchObject([{ outcome: 'pending' }]);
      note.allow({ allowed: true });
      note.add({ run: 'r', inputDigest: 'd', repeated: false });
      return 7;
    });
    expect(result).toBe(7);
    expect(await rows()).toEqual([
      {
        id: 1,
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        event: 'run-start',
        door: 'http',
        caller: 'user:default/ada',
        action: 'action:default/greet',
        target: 'component:default/payments-api',
        run: 'r',
        inputDigest: 'd',
        decision: 'allowed',
        outcome: 'succeeded',
        details: { repeated: false },
        sealed: false,
      },
    ]);
  });

  it('tells a no from what went wrong', async () => {
    const { trail, rows } = aTrail(knex);
    const attempts = [
      trail.record(anAttempt(), async note =>
        note.allow({ allowed: false, reason: 'You own nothing', ask: [] }),
      ),
      trail.record(anAttempt(), () => Promise.reject(new NotAllowedError('x'))),
      trail.record(anAttempt(), async note => {
        note.allow({ allowed: true });
        throw new ConflictError('It is over');
      }),
    ];
    await Promise.allSettled(attempts);
    const ended = (await rows()).map(row => [
      row.outcome,
      row.decision,
      row.reason,
    ]);
    expect(ended.sort()).toEqual([
      ['denied', 'denied', 'You own nothing'],
      ['denied', 'denied', 'x'],
      ['failed', 'allowed', 'It is over'],
    ]);
  });

  it('keeps the reason that was given, beside the one that was answered', async () => {
    const { trail, rows } = aTrail(knex);
    const attempt = anAttempt({ meta: { reason: 'it is stuck' } });
    await trail.record(attempt, async () => undefined);
    const no = () => Promise.reject(new NotAllowedError('No'));
    await trail.record(attempt, no).catch(() => undefined);
    expect(await rows()).toMatchObject([
      { reason: 'it is stuck', details: {} },
      { reason: 'No', details: { given: 'it is stuck' } },
    ]);
  });

  it('keeps text from people on one line of bounded length', async () => {
    const { trail, rows, recorded } = aTrail(knex);
    const meta = { reason: FORGED, scope: FORGED.repeat(100_000) };
    const failing = trail.record(anAttempt({ meta }), async () => {
      throw new InputError(FORGED.repeat(100_000));
    });
    await expect(failing).rejects.toThrow('forged');
    const [row] = await rows();
    const told = JSON.stringify([row, recorded]);
    expect(row.details.given).toBe('because 2026-01-01 info forged');
    expect(told.length).toBeLessThan(10_000);
    expect(told).not.toMatch(/\\n|\\u202e|\u202e|\\u0000/);
  });

  it('keeps nothing of an unexpected error but its name, and of wrong fields their number', async () => {
    const { trail, rows, recorded } = aTrail(knex);
    const fields = [{ path: '/input/canary', message: 'canary' }];
    const errors = [
      new TypeError('canary'),
      Object.assign(new InputError('canary'), { fields }),
    ];
    for (const error of errors) {
      const failing = trail.record(anAttempt(), () => Promise.reject(error));
      await expect(failing).rejects.toBe(error);
    }
    expect(JSON.stringify([await rows(), recorded])).not.toContain('canary');
    expect((await rows()).map(row => row.reason)).toEqual([
      'TypeError: something unexpected went wrong; see the log',
      'The request was wrong in 1 of its fields',
    ]);
  });

  it('does nothing that it can’t write down', async () => {
    const { trail, recorded } = aTrail(knex);
    await knex.schema.dropTable('audit_records');
    const work = jest.fn();
    await expect(trail.record(anAttempt(), work)).rejects.toThrow(
      'It could not be recorded in the audit, so it was not done; try again',
    );
    expect(work).not.toHaveBeenCalled();
    expect(recorded).toEqual([]);
  });

  it('undoes nothing when the outcome can’t be written, nor when the copy fails', async () => {
    const auditor = anAuditor();
    auditor.service.createEvent.mockRejectedValue(new Error('log is full'));
    const { trail, logger } = aTrail(knex, auditor);
    const done = trail.record(anAttempt(), async () => {
      await knex.schema.dropTable('audit_records');
      return 'done';
    });
    await expect(done).resolves.toBe('done');
    expect(logger.warn.mock.calls.join()).toContain('log is full');
    expect(logger.error.mock.calls.join()).toContain('(succeeded)');
  });

  it('gives up on what never ended, and then keeps to it', async () => {
    const { trail, records, rows } = aTrail(knex);
    await trail.record(anAttempt(), async () => undefined);
    await trail.record(anAttempt(), () =>
      records.giveUp(new Date(Date.now() + 1)),
    );
    expect((await rows()).map(row => row.outcome)).toEqual([
      'succeeded',
      'unknown',
    ]);
  });

  it('copies each record to Backstage’s auditor, where the default log shows it', async () => {
    const { trail, recorded } = aTrail(knex);
    const caller = theScheduler;
    await trail.record(anAttempt({ event: 'run-admit' }), async () => 1);
    await trail.record({ event: 'key-rotate', caller, meta: {} }, async note =>
      note.add({ key: 'k' }),
    );
    expect(recorded).toMatchObject([
      { eventId: 'run-admit', severityLevel: 'medium', meta: { record: 1 } },
      {
        eventId: 'key-rotate',
        severityLevel: 'high',
        outcome: 'succeeded',
        meta: { caller: 'plugin:temporal', door: 'scheduler', key: 'k' },
      },
    ]);
  });

  it('never gives an id twice', async () => {
    const { records } = aTrail(knex);
    const last = await records.begin(anAttempt());
    await knex('audit_records').delete();
    expect(await records.begin(anAttempt())).toBeGreaterThan(last);
  });
});
