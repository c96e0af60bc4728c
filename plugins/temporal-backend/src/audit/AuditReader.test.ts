import { TestDatabases } from '@backstage/backend-test-utils';
import type { AuditRecord } from 'backstage-plugin-temporal-common';
import express from 'express';
import type { Knex } from 'knex';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import { migrate } from '../database';
import { auditFile } from '../doors/recordFiles';
import { sendRecords } from '../doors/sendRecords';
import { aTrail, anAttempt } from '../__testUtils__/aTrail';
import { AuditReader, type AuditFilters } from './AuditReader';
import { beginningColumns } from './auditRow';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const MANY = 20_000;
const END = Number.MAX_SAFE_INTEGER;

describe.each(databases.eachSupportedId())('the audit in %s', databaseId => {
  let knex: Knex;
  let reader: AuditReader;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex);
    reader = new AuditReader(knex);
  });

  async function found(filters: AuditFilters) {
    const { items } = await reader.page({ ...filters, limit: 100 }, END);
    return items.map(({ id }) => id);
  }

  it('is found by each filter, and by all of them together', async () => {
    const { trail } = aTrail(knex);
    const ada = anAttempt({ meta: { run: 'a6b5', initiator: 'external:CI' } });
    await trail.record(ada, async () => 1);
    const middle = new Date(Date.now() + 5);
    await new Promise(resolve => setTimeout(resolve, 10));
    const nina = { kind: 'user', entityRef: 'user:default/nina' } as const;
    const attempt = anAttempt({
      event: 'run-cancel',
      caller: { initiator: nina, door: 'http' },
    });
    const failing = trail.record(attempt, () => Promise.reject(new Error()));
    await failing.catch(() => undefined);
    const { meta } = attempt;

    expect(await found({})).toEqual([2, 1]);
    expect(await found({ person: 'user:default/Nina' })).toEqual([2]);
    expect(await found({ person: 'external:CI' })).toEqual([1]);
    expect(await found({ entityRef: meta.target })).toEqual([2]);
    expect(await found({ action: meta.action })).toEqual([2]);
    expect(await found({ run: 'A6B5' })).toEqual([1]);
    expect(await found({ event: 'run-cancel' })).toEqual([2]);
    expect(await found({ outcome: 'succeeded' })).toEqual([1]);
    expect(await found({ from: middle.toISOString() })).toEqual([2]);
    expect(await found({ to: middle.toISOString() })).toEqual([1]);
    const all = { ...meta, outcome: 'failed', event: 'run-cancel' } as const;
    expect(await found({ action: all.action, ...all })).toEqual([2]);
    expect(await found({ outcome: 'failed', event: 'run-start' })).toEqual([]);
  });

  /** What comes of asking for a file of very many large records. */
  async function anExport(use: (answer: IncomingMessage) => Promise<void>) {
    const row = beginningColumns(
      anAttempt({ meta: { text: 'x'.repeat(900) } }),
    );
    const rows = Array.from({ length: MANY }, () => row);
    await knex.batchInsert('audit_records', rows, 40);
    let taken = 0;
    async function* counted(records: AsyncIterable<AuditRecord>) {
      for await (const record of records) {
        taken += 1;
        yield record;
      }
    }
    const app = express();
    const sent = new Promise<void>((resolve, reject) => {
      app.get('/', (_req, res) => {
        const records = counted(reader.all({ format: 'jsonl' }, END));
        const as = { format: 'jsonl', file: auditFile } as const;
        sendRecords(res, as, records).then(resolve, reject);
      });
    });
    sent.catch(() => undefined);
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const asking = get({ host: '127.0.0.1', port, agent: false });
    const [answer] = await once(asking, 'response');
    await use(answer);
    const ended = await sent.then(() => 'sent', String);
    server.close();
    return { ended, taken: () => taken };
  }

  it('is exported no faster than it is read, and then whole', async () => {
    let lines = 0;
    const waited: number[] = [];
    const exported = await anExport(async answer => {
      for (let before = -1, now = 0; before !== now; ) {
        before = now;
        await new Promise(resolve => setTimeout(resolve, 500));
        now = answer.socket.bytesRead;
      }
      waited.push(answer.socket.bytesRead);
      for await (const part of answer) {
        lines += String(part).split('\n').length - 1;
      }
    });
    expect(exported.ended).toBe('sent');
    expect(lines).toBe(MANY);
    expect(waited[0]).toBeLessThan(5_000_000);
  });

  it('is read no further when the client has gone', async () => {
    const exported = await anExport(async answer => {
      await once(answer, 'readable');
      answer.destroy();
    });
    expect(exported.ended).toContain('The export was left by the client');
    expect(exported.taken()).toBeLessThan(MANY);
  });
});
