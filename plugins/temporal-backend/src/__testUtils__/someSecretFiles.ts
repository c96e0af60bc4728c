import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files of an installation with secrets in them, which it keeps in mind. */
export async function someSecretFiles() {
  const folder = await mkdtemp(join(tmpdir(), 'backstage-secrets-'));
  const kept: string[] = [];
  return {
    /** All that were ever in a file. */
    kept,
    path: (name: string) => join(folder, name),
    /** Writes a file with a new secret in it. */
    write: async (name: string, content: (secret: string) => string) => {
      const secret = randomBytes(32).toString('base64url');
      kept.push(secret);
      await writeFile(join(folder, name), content(secret));
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
