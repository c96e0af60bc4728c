import Database from 'better-sqlite3';
import type { House } from '../house/House.ts';

const OVER_A_DAY_MS = 86_400_000 + 60_000;

/**
 * Has the backend replace the key that signs the tokens of calls, as it does by
 * itself when that is old enough: a day is the shortest that it may be told. So
 * the keys are made a day older first. `token` is that of anybody who has signed
 * in.
 */
export async function rotateSigningKey(
  house: House,
  token: string,
): Promise<void> {
  const database = new Database(house.pluginDatabaseOf('temporal'));
  try {
    database
      .prepare(
        `UPDATE signing_keys SET created_at = created_at - ?
         WHERE purpose LIKE 'temporal/%'`,
      )
      .run(OVER_A_DAY_MS);
  } finally {
    database.close();
  }
  const task = '/.backstage/scheduler/v1/tasks/temporal-rotate-keys/trigger';
  const answer = await house.api(token).post(task, {});
  if (answer.status >= 300) {
    throw new Error(`No rotation: ${JSON.stringify(answer)}`);
  }
}
