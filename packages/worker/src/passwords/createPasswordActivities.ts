import {
  authorize,
  currentTarget,
  openSecret,
} from 'backstage-plugin-temporal-worker';
import { randomBytes, scrypt as derive } from 'node:crypto';
import { promisify } from 'node:util';
import { componentOf } from '../migrations/component';
import type {
  MigrationDatabase,
  SqlSession,
} from '../migrations/MigrationDatabase';
import { named } from '../migrations/named';
import type { PasswordActivities } from './PasswordSteps';

const TABLE = 'temporal_credentials';
const scrypt = promisify<string, Buffer, number, Buffer>(derive);

/**
 * The activity of a password. It opens the secret only after it may, keeps
 * nothing of it but a salted hash in the component's own database, and answers
 * nothing that follows from it.
 */
export function createPasswordActivities(
  databaseNamed: (name: string) => MigrationDatabase,
): PasswordActivities {
  return {
    setPassword: (account, secret) =>
      named(async () => {
        const { databaseName } = componentOf(currentTarget());
        await authorize('set-password');
        const hash = await hashOf(await openSecret(secret));
        const database = databaseNamed(databaseName);
        const changedAt = new Date().toISOString();
        await database.transaction(session =>
          record(session, [account, hash, changedAt]),
        );
        return { account, database: database.title, changedAt };
      }),
  };
}

async function hashOf(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await scrypt(password, salt, 32);
  return `${salt.toString('base64')}:${key.toString('base64')}`;
}

async function record(
  session: SqlSession,
  values: readonly [account: string, hash: string, changedAt: string],
): Promise<void> {
  await session.run(
    `CREATE TABLE IF NOT EXISTS ${TABLE} (
       account TEXT PRIMARY KEY,
       hash TEXT NOT NULL,
       changed_at TEXT NOT NULL
     )`,
  );
  await session.rows(
    `INSERT INTO ${TABLE} (account, hash, changed_at) VALUES ($1, $2, $3)
     ON CONFLICT (account) DO UPDATE SET hash = $2, changed_at = $3`,
    values,
  );
}
