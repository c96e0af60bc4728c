import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The work tree. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What belongs to this clone: databases, logs, secrets, results of tests. */
export const dataDir = join(root, '.data');

/** What is built for this clone and can be built again. */
export const toolchainDir = join(root, '.toolchain');

/** Executables made for this clone, first on the PATH of all it starts. */
export const toolDir = join(toolchainDir, 'bin');

/** What every clone on this machine shares, because it is slow to get. */
export const cacheDir = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'backstage-plugin-temporal',
);
