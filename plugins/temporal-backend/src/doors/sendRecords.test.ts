import type {
  AuditFormat,
  AuditRecord,
} from 'backstage-plugin-temporal-common';
import express from 'express';
import request from 'supertest';
import { auditFile } from './recordFiles';
import { sendRecords } from './sendRecords';

const FORMULA = '=HYPERLINK("https://evil.example","x")';

function aRecord(rest: Partial<AuditRecord> = {}): AuditRecord {
  return {
    id: 1,
    at: '2026-11-25T08:00:00.000Z',
    event: 'run-start',
    door: 'http',
    caller: 'user:default/ada',
    outcome: 'failed',
    details: { given: 'a, "b"' },
    sealed: true,
    ...rest,
  };
}

function answering(format: AuditFormat, records: () => Iterable<AuditRecord>) {
  async function* each() {
    yield* records();
  }
  const app = express();
  let broke: unknown;
  app.get('/', (_req, res) => {
    sendRecords(res, { format, file: auditFile }, each()).catch(error => {
      broke = error;
    });
  });
  return { answer: request(app).get('/'), why: () => String(broke) };
}

describe('records sent as a file', () => {
  it('are rows of CSV in which no cell is a formula', async () => {
    const starts = ['=', '+', '-', '@', '\t'];
    const records = starts.map(start => aRecord({ reason: `${start}1+1` }));
    const { answer } = answering('csv', () => [
      aRecord({ reason: FORMULA }),
      ...records,
    ]);
    const { text } = await answer;
    const [header, first, ...rows] = text.trimEnd().split('\r\n');
    expect(header).toBe(
      'id,at,event,door,caller,initiator,action,target,run,inputDigest,decision,outcome,reason,details,sealed',
    );
    expect(first).toBe(
      `1,2026-11-25T08:00:00.000Z,run-start,http,user:default/ada,,,,,,,failed,"'=HYPERLINK(""https://evil.example"",""x"")","{""given"":""a, \\""b\\""""}",true`,
    );
    expect(rows).toHaveLength(starts.length);
    for (const row of rows) expect(row).toMatch(/,failed,"?'/);
  });

  it('are lines of JSON', async () => {
    const record = aRecord({ reason: FORMULA });
    const { answer } = answering('jsonl', () => [record, record]);
    const { text } = await answer;
    expect(
      text
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line)),
    ).toEqual([record, record]);
  });

  it('do not look whole when they broke off', async () => {
    const { answer, why } = answering('jsonl', function* broken() {
      yield aRecord();
      throw new Error('the database has gone');
    });
    await expect(answer).rejects.toThrow('aborted');
    expect(why()).toContain('the database has gone');
  });
});
