import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataDir } from './places.mjs';

const file = join(dataDir, 'secrets.json');

export function newSecrets() {
  return {
    BACKSTAGE_WORKER_TOKEN: randomBytes(32).toString('base64url'),
    BACKSTAGE_SESSION_SECRET: randomBytes(32).toString('base64url'),
  };
}

/** This clone's secrets, made up at its first start and kept out of Git. */
export async function readSecrets() {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text) {
    return JSON.parse(text);
  }
  const secrets = newSecrets();
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, JSON.stringify(secrets, undefined, 2), { mode: 0o600 });
  return secrets;
}

/**
 * The file with the keys that seal what people give to runs in secret, made up
 * when the folder has none: what was sealed before must still open.
 */
export function keySetIn(folder) {
  const path = join(folder, 'secret-keys.json');
  const k = randomBytes(32).toString('base64url');
  const keys = [{ kty: 'oct', kid: 'example-1', k }];
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(path, JSON.stringify({ keys }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  return path;
}
