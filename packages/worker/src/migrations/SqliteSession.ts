import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { SqlError, type Row, type SqlSession } from './MigrationDatabase';

/** What is asked of the thread; without `values` it is a script. */
export interface SqliteQuestion {
  readonly sql: string;
  readonly values?: readonly string[];
}

const answerSchema = z.object({
  rows: z.array(z.record(z.string(), z.unknown())).optional(),
  error: z
    .object({ message: z.string(), code: z.string().optional() })
    .optional(),
});

// Primary result codes (the part before a second underscore) of what may pass.
const PASSING = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|NOMEM|PROTOCOL)(_|$)/;

/** One connection to an SQLite file, in a thread of its own. */
export class SqliteSession implements SqlSession {
  readonly #thread: Worker;

  constructor(file: string, busyTimeoutMs: number) {
    this.#thread = new Worker(require.resolve('./sqliteThread.mts'), {
      workerData: { file, busyTimeoutMs },
    });
  }

  async run(sql: string): Promise<void> {
    await this.#ask({ sql });
  }

  async rows(
    sql: string,
    values: readonly string[] = [],
  ): Promise<readonly Row[]> {
    return this.#ask({ sql, values });
  }

  async hasTable(name: string): Promise<boolean> {
    const found = await this.rows(
      `SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1`,
      [name],
    );
    return found.length > 0;
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }

  // Questions come one after the other, so the next message is the answer.
  async #ask(question: SqliteQuestion): Promise<readonly Row[]> {
    const { rows, error } = answerSchema.parse(
      await new Promise((resolve, reject) => {
        const died = (cause: unknown) =>
          reject(
            new SqlError(`SQLite stopped: ${cause}`, { passing: true, cause }),
          );
        this.#thread.removeAllListeners();
        this.#thread.once('message', resolve);
        this.#thread.once('error', died);
        this.#thread.once('exit', died);
        this.#thread.postMessage(question);
      }),
    );
    if (error) {
      throw new SqlError(error.message, {
        passing: PASSING.test(error.code ?? ''),
      });
    }
    return rows ?? [];
  }
}
