import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A secret, and what a file looks like that holds it. */
interface SecretFile {
  readonly name: string;
  readonly secret: string;
  readonly content: string;
}

/** Files of an installation with secrets in them, which it keeps in mind. */
export async function someSecretFiles() {
  const folder = await mkdtemp(join(tmpdir(), 'backstage-secrets-'));
  const kept: string[] = [];
  return {
    /** All that were ever in a file. */
    kept,
    path: (name: string) => join(folder, name),
    write: async ({ content, name, secret }: SecretFile) => {
      kept.push(secret);
      await writeFile(join(folder, name), content);
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** A file in which a new secret stands as `content` says. */
export function aSecretFile(
  name: string,
  content: (secret: string) => string,
): SecretFile {
  const secret = randomBytes(32).toString('base64url');
  return { name, secret, content: content(secret) };
}

/** A private key, in PEM. */
export function aKeyFile(name: string): SecretFile {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  // Its second line has nothing but the key.
  return { name, secret: privateKey.split('\n')[2], content: privateKey };
}
