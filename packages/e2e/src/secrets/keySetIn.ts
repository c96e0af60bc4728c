import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What tells backend and worker of a new key for secrets, kept in a folder. */
export async function keySetIn(
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const file = join(folder, 'keys.json');
  const key = {
    kty: 'oct',
    kid: 'journey',
    k: randomBytes(32).toString('base64url'),
  };
  await writeFile(file, JSON.stringify({ keys: [key] }), { mode: 0o600 });
  return {
    APP_CONFIG_temporal_secrets_keySetFile: file,
    SECRETS_KEY_SET_FILE: file,
  };
}
