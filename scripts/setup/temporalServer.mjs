import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath, isExecutable, plainEnv, run } from './commands.mjs';
import { cacheDir } from './places.mjs';
import { step } from './progress.mjs';

// The newest that Go 1.26.8 builds: the next ones demand a newer toolchain.
const VERSION = '1.32.1';
const MODULE = `go.temporal.io/server/cmd/server@v${VERSION}`;

const home = join(cacheDir, `temporal-server-${VERSION}`);
const cached = join(home, 'server');

async function build(go) {
  await mkdir(cacheDir, { recursive: true });
  // Moved into place as a whole: who interrupts this leaves no half a server.
  const unfinished = await mkdtemp(`${home}.`);
  const env = {
    ...plainEnv(),
    ...{ GOFLAGS: '-buildvcs=false', GOTOOLCHAIN: 'local' },
    GOBIN: unfinished,
  };
  try {
    await run(go, ['install', '-trimpath', '-ldflags', '-s -w', MODULE], {
      env,
    });
    await mkdir(home, { recursive: true });
    await rename(join(unfinished, 'server'), cached);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/**
 * The executable of Temporal's official server, which, unlike the development
 * server, knows who calls: `TEMPORAL_SERVER_PATH`, or one built here once for
 * all clones.
 */
export async function findTemporalServer() {
  const chosen = process.env.TEMPORAL_SERVER_PATH;
  if (chosen && !(await isExecutable(chosen))) {
    throw new Error(
      `TEMPORAL_SERVER_PATH=${chosen} is no executable file. Set it to Temporal's server ${VERSION}, or unset it to have one built.`,
    );
  }
  if (chosen || (await isExecutable(cached))) {
    return chosen || cached;
  }
  const go = await findOnPath('go');
  if (!go) {
    throw new Error(
      `What Temporal refuses is tested with its official server, and there is neither one at ${cached} nor a Go to build it. Install Go 1.26.8 or newer (https://go.dev/dl), or set TEMPORAL_SERVER_PATH to Temporal's server ${VERSION}; then try again.`,
    );
  }
  await step(
    `Building Temporal's server ${VERSION} by Go`,
    { expect: '4 to 22 min, needs 2.3 GiB of memory and 4 GB of disk' },
    () => build(go),
  );
  return cached;
}
