import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const LAST_LINES = 30;

/**
 * The environment without what `npm run` adds to it. One of its additions, the
 * headers of the system's own Node, breaks whatever npm installs next.
 */
export function plainEnv(env = process.env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('npm_')),
  );
}

/**
 * Runs a command to its end. Resolves to what it printed; rejects with its last
 * lines when it fails or takes longer than `timeoutMs`.
 */
export function run(command, args, { timeoutMs, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: plainEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      ...options,
    });
    let output = '';
    const remember = chunk => {
      output += chunk;
    };
    child.stdout.on('data', remember);
    child.stderr.on('data', remember);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) {
        resolve(output);
        return;
      }
      const end = signal ? `was stopped by ${signal}` : `ended with ${code}`;
      const lines = output.trimEnd().split('\n').slice(-LAST_LINES);
      const error = new Error(
        `${[command, ...args].join(' ')} ${end}\n${lines.join('\n')}`,
      );
      // One line for those who only want a word why.
      error.reason = lines.at(-1) || `${command} ${end}`;
      reject(error);
    });
  });
}

/** The full path of the first of these commands that the PATH holds. */
export async function findOnPath(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const file = join(folder, name);
      if (await isExecutable(file)) {
        return file;
      }
    }
  }
  return undefined;
}

export async function isExecutable(file) {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
