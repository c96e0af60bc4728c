import { isError } from '@backstage/errors';
import type {
  AuditFormat,
  AuditRecord,
} from 'backstage-plugin-temporal-common';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Its record is given up on after fifteen. */
const LONGEST_MINUTES = 10;

const COLUMNS = [
  ...['id', 'at', 'event', 'door', 'caller', 'initiator', 'action', 'target'],
  ...['run', 'inputDigest', 'decision', 'outcome', 'reason', 'details'],
  'sealed',
];

const contentTypes: Record<AuditFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
};

/**
 * Answers with records as a file, no faster than they are read. What breaks off
 * ends the connection, so that half a file does not look like a whole one.
 * @throws an error that says why it broke off
 */
export async function sendRecords(
  res: Response,
  format: AuditFormat,
  records: AsyncIterable<AuditRecord>,
): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  res.writeHead(200, {
    'content-type': contentTypes[format],
    'content-disposition': `attachment; filename="temporal-audit-${day}.${format}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  const signal = AbortSignal.timeout(LONGEST_MINUTES * 60_000);
  try {
    await (format === 'csv'
      ? pipeline(Readable.from(rows(records)), csv(), res, { signal })
      : pipeline(Readable.from(lines(records)), res, { signal }));
  } catch (error) {
    if (signal.aborted) throw brokenOff(`took over ${LONGEST_MINUTES} minutes`);
    if (isGone(error)) throw brokenOff('was left by the client');
    throw error;
  }
}

function csv(): Transform {
  return stringify({
    header: true,
    columns: COLUMNS,
    record_delimiter: '\r\n',
    // Spreadsheets run cells that begin with = + - @.
    escape_formulas: true,
  });
}

async function* rows(records: AsyncIterable<AuditRecord>) {
  for await (const record of records) {
    const details = JSON.stringify(record.details);
    yield { ...record, details, sealed: String(record.sealed) };
  }
}

async function* lines(records: AsyncIterable<AuditRecord>) {
  for await (const record of records) yield `${JSON.stringify(record)}\n`;
}

function isGone(error: unknown): boolean {
  return isError(error) && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function brokenOff(why: string): Error {
  return Object.assign(new Error(`The export ${why}`), {
    name: 'BrokenOffError',
    statusCode: 499,
  });
}
