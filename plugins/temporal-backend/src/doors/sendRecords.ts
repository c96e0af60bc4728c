import { isError } from '@backstage/errors';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Its record is given up on after fifteen. */
const LONGEST_MINUTES = 10;

/** How records stand in a file: its name, and the cells of their rows. */
export interface RecordFile<T> {
  readonly name: string;
  readonly columns: readonly string[];
  cellsOf(record: T): Readonly<Record<string, unknown>>;
}

const contentTypes = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
};

/**
 * Answers with records as a file, no faster than they are read. What breaks off
 * ends the connection, so that half a file does not look like a whole one.
 * @throws an error that says why it broke off
 */
export async function sendRecords<T>(
  res: Response,
  as: {
    readonly format: keyof typeof contentTypes;
    readonly file: RecordFile<T>;
  },
  records: AsyncIterable<T>,
): Promise<void> {
  const { file, format } = as;
  const day = new Date().toISOString().slice(0, 10);
  res.writeHead(200, {
    'content-type': contentTypes[format],
    'content-disposition': `attachment; filename="${file.name}-${day}.${format}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  const signal = AbortSignal.timeout(LONGEST_MINUTES * 60_000);
  try {
    await (format === 'csv'
      ? pipeline(Readable.from(rows(file, records)), csv(file.columns), res, {
          signal,
        })
      : pipeline(Readable.from(lines(records)), res, { signal }));
  } catch (error) {
    if (signal.aborted) throw brokenOff(`took over ${LONGEST_MINUTES} minutes`);
    if (isGone(error)) throw brokenOff('was left by the client');
    throw error;
  }
}

function csv(columns: readonly string[]): Transform {
  return stringify({
    header: true,
    columns: [...columns],
    record_delimiter: '\r\n',
    // Spreadsheets run cells that begin with = + - @.
    escape_formulas: true,
  });
}

async function* rows<T>(file: RecordFile<T>, records: AsyncIterable<T>) {
  for await (const record of records) yield file.cellsOf(record);
}

async function* lines(records: AsyncIterable<unknown>) {
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
