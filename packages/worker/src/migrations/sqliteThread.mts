import Database from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import type { SqliteQuestion } from './SqliteSession';

// better-sqlite3 answers only when SQLite is done. Here it may take as long as it
// likes: the worker's own thread goes on heartbeating.
const database = new Database(workerData.file, {
  timeout: workerData.busyTimeoutMs,
});

function answer({ sql, values }: SqliteQuestion): unknown[] {
  if (!values) {
    database.exec(sql);
    return [];
  }
  const statement = database.prepare(sql);
  const named = Object.fromEntries(values.map((value, i) => [i + 1, value]));
  if (statement.reader) {
    return statement.all(named);
  }
  statement.run(named);
  return [];
}

parentPort?.on('message', (question: SqliteQuestion) => {
  try {
    parentPort?.postMessage({ rows: answer(question) });
  } catch (error) {
    parentPort?.postMessage({
      error: {
        message: error instanceof Error ? error.message : String(error),
        code: error instanceof Database.SqliteError ? error.code : undefined,
      },
    });
  }
});
