import { spawn } from 'node:child_process';
import { plainEnv } from '../setup/commands.mjs';
import { root } from '../setup/places.mjs';

/**
 * Runs a test runner, showing what it prints. Resolves to that text and to
 * whether it ended well.
 */
export function runRunner(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...plainEnv(), ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', chunk => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('error', reject);
    child.on('close', code => resolve({ output, endedWell: code === 0 }));
  });
}
