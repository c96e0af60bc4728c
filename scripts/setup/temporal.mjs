import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOnPath, isExecutable, plainEnv, run } from './commands.mjs';
import { cacheDir } from './places.mjs';
import { say, step } from './progress.mjs';

const VERSION = '1.5.1';
const DOWNLOAD_TIMEOUT_MS = 3 * 60_000;

const home = join(cacheDir, `temporal-cli-${VERSION}`);
const cached = join(home, 'temporal');

async function fromPath() {
  const found = await findOnPath('temporal');
  if (!found) {
    throw new Error('no `temporal` on the PATH');
  }
  await run(found, ['--version'], { timeoutMs: 10_000 });
  return found;
}

async function fromCache() {
  if (!(await isExecutable(cached))) {
    throw new Error(`none cached at ${cached}`);
  }
  return cached;
}

async function fromDownload() {
  const script = fileURLToPath(
    new URL('downloadTemporal.mjs', import.meta.url),
  );
  await mkdir(home, { recursive: true });
  await step(
    "Downloading Temporal with the SDK's own download",
    { expect: '1 min' },
    () =>
      run(process.execPath, [script, home, `v${VERSION}`], {
        timeoutMs: DOWNLOAD_TIMEOUT_MS,
      }),
  );
  const [downloaded] = (await readdir(home)).filter(
    name => name !== 'temporal',
  );
  await rename(join(home, downloaded), cached);
  return cached;
}

async function fromSource() {
  const go = await findOnPath('go');
  if (!go) {
    throw new Error('no `go` on the PATH');
  }
  await step(
    `Building Temporal's CLI ${VERSION} (with server and web page) by Go`,
    { expect: '7 to 20 min, needs 2.2 GiB of memory and 3.5 GB of disk' },
    () =>
      run(
        go,
        ['install', `github.com/temporalio/cli/cmd/temporal@v${VERSION}`],
        {
          env: { ...plainEnv(), GOFLAGS: '-buildvcs=false', GOBIN: home },
        },
      ),
  );
  return cached;
}

/**
 * The executable of Temporal's CLI, which brings the development server and its
 * web page. Each way of getting it falls through to the next with a word why.
 */
export async function findTemporal() {
  for (const way of [fromPath, fromCache, fromDownload, fromSource]) {
    try {
      return await way();
    } catch (error) {
      say(`  Temporal: ${error.reason ?? error.message}`);
    }
  }
  throw new Error(
    'There is no Temporal. Put `temporal` on the PATH (https://docs.temporal.io/cli), or set TEMPORAL_ADDRESS to a server, or install Go 1.25 or newer so that it can be built; then try again.',
  );
}
