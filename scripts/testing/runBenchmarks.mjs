import { join } from 'node:path';
import { installPackages } from '../setup/packages.mjs';
import { root } from '../setup/places.mjs';
import { prepare } from './needs.mjs';
import { runRunner } from './runner.mjs';

/** Sets up what the benchmarks need, runs them, and resolves to the exit code. */
export async function runBenchmarks() {
  await installPackages();
  const { env, stop } = await prepare(['temporal', 'chromium', 'bundle']);
  try {
    const main = join(root, 'benchmarks', 'src', 'index.ts');
    const { endedWell } = await runRunner(process.execPath, [main], env);
    return endedWell ? 0 : 1;
  } finally {
    await stop();
  }
}
