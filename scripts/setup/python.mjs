import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aptInstall, canInstall } from './apt.mjs';
import { findOnPath, run } from './commands.mjs';
import { digestOf, isDone } from './digest.mjs';
import { root, toolchainDir } from './places.mjs';
import { step } from './progress.mjs';

const requirements = join(
  root,
  'examples',
  'python-worker',
  'requirements.txt',
);

// Debian's own Python comes without what makes a virtual environment.
const isGood =
  'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

async function findInstalled() {
  // Of several, the one on the PATH may be too old.
  for (const python of [await findOnPath('python3'), '/usr/bin/python3']) {
    const answer =
      python &&
      (await run(python, ['-c', isGood], { timeoutMs: 30_000 }).catch(
        () => undefined,
      ));
    if (answer !== undefined) {
      return python;
    }
  }
  return undefined;
}

async function findOrInstall() {
  const found = await findInstalled();
  if (found) {
    return found;
  }
  if (await canInstall()) {
    await step("Installing Debian's Python", { expect: '30 s' }, () =>
      aptInstall('python3', 'python3-venv'),
    );
  }
  const installed = await findInstalled();
  if (!installed) {
    throw new Error(
      'The Python worker needs Python 3.10 or newer with venv, and there is none. Install it (Debian: `sudo apt-get install python3 python3-venv`) as `python3` on the PATH.',
    );
  }
  return installed;
}

async function removeOlder() {
  for (const name of await readdir(toolchainDir).catch(() => [])) {
    if (name.startsWith('python-')) {
      await rm(join(toolchainDir, name), { recursive: true, force: true });
    }
  }
}

async function makeEnvironment(home) {
  const python = await findOrInstall();
  await removeOlder();
  await run(python, ['-m', 'venv', home]);
  await run(join(home, 'bin', 'python'), [
    ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
    ...['--require-hashes', '--requirement', requirements],
  ]);
}

/**
 * A Python with what the example worker is made of, in the versions and with the
 * digests that its requirements.txt says. Made unless it is there already.
 */
export async function findPython() {
  const digest = await digestOf([requirements]);
  const home = join(toolchainDir, `python-${digest.slice(0, 16)}`);
  const marker = join(home, 'installed');
  if (!(await isDone(marker, digest))) {
    await step(
      'Installing the Python packages of the example worker',
      { expect: '30 s' },
      async () => {
        await makeEnvironment(home);
        await writeFile(marker, digest);
      },
    );
  }
  return join(home, 'bin', 'python');
}
