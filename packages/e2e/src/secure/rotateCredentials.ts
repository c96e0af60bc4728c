import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../../../../scripts/setup/places.mjs';

const TRANSFORM = '@backstage/cli-node/config/nodeTransform.cjs';
const COMMAND = 'plugins/temporal-worker/bin/temporal-worker-credentials.js';

/**
 * Runs the command as a CI job does. `said` is all that it wrote.
 * @param words - behind `rotate`
 */
export async function rotateCredentials(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: unknown; readonly said: string }> {
  const transform = join(root, 'node_modules', TRANSFORM);
  const child = spawn(
    process.execPath,
    ['--require', transform, join(root, COMMAND), 'rotate', ...words],
    {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const [[code], out, err] = await Promise.all([
    once(child, 'exit'),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, said: `${out}${err}` };
}
