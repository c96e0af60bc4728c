import { join } from 'node:path';
import { installPackages } from '../setup/packages.mjs';
import { root } from '../setup/places.mjs';
import { prepare } from './needs.mjs';
import { runRunner } from './runner.mjs';

const main = join(root, 'packages', 'e2e', 'src', 'faults', 'index.ts');

/** Sets up what the faults need, has them happen, and resolves to the exit code. */
export async function runFaults(words) {
  await installPackages();
  const { env, stop } = await prepare(['temporal', 'chromium', 'bundle']);
  try {
    const { endedWell } = await runRunner(
      process.execPath,
      [main, ...words],
      env,
    );
    return endedWell ? 0 : 1;
  } finally {
    await stop();
  }
}
