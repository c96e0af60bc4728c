import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { run } from './commands.mjs';
import { digestOf } from './digest.mjs';
import { root, toolchainDir } from './places.mjs';
import { step } from './progress.mjs';

const bundlesDir = join(toolchainDir, 'bundles');
const KEEP_MS = 60 * 60_000;
const backend = join(root, 'packages', 'backend');

async function build() {
  const cli = join(root, 'node_modules', '.bin', 'backstage-cli');
  const configs = ['app-config.yaml', 'app-config.production.yaml'];
  await run(
    process.execPath,
    [
      ...[cli, 'package', 'build'],
      ...configs.flatMap(name => ['--config', join(root, name)]),
    ],
    { cwd: backend },
  );
}

async function unpack(bundleDir) {
  await rm(bundleDir, { recursive: true, force: true });
  await mkdir(bundleDir, { recursive: true });
  for (const archive of ['skeleton.tar.gz', 'bundle.tar.gz']) {
    await run('tar', ['xzf', join(backend, 'dist', archive), '-C', bundleDir]);
  }
}

/**
 * Packages of this repository resolve to the bundle's own builds, all others
 * to what is installed above: no second install.
 */
async function linkPackages(bundleDir) {
  for (const folder of ['packages', 'plugins']) {
    for (const name of await readdir(join(bundleDir, folder))) {
      const home = join(bundleDir, folder, name);
      const manifest = await readFile(join(home, 'package.json'), 'utf8');
      const link = join(bundleDir, 'node_modules', JSON.parse(manifest).name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(relative(dirname(link), home), link);
    }
  }
}

/** Another house may still run an older bundle, so only old ones are removed. */
async function removeOldBundles() {
  for (const name of await readdir(bundlesDir).catch(() => [])) {
    const folder = join(bundlesDir, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > KEEP_MS) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function exists(folder) {
  return stat(folder).then(
    () => true,
    () => false,
  );
}

async function moveUnlessThere(from, to) {
  await rename(from, to).catch(async error => {
    if (!(await exists(to))) {
      throw error;
    }
    await rm(from, { recursive: true, force: true });
  });
}

/**
 * The folder of the production bundle, built unless these very sources were
 * built before.
 */
export async function buildBundle() {
  const sources = ['packages/app', 'packages/backend', 'plugins', 'yarn.lock'];
  const digest = await digestOf(sources.map(path => join(root, path)));
  const bundleDir = join(bundlesDir, digest.slice(0, 16));
  if (await exists(bundleDir)) {
    return bundleDir;
  }
  await step(
    'Building the production bundle',
    { expect: '1 min' },
    async () => {
      await removeOldBundles();
      await build();
      // Moved into place as a whole, so that nobody runs half a bundle.
      const unfinished = `${bundleDir}.${process.pid}`;
      await unpack(unfinished);
      await linkPackages(unfinished);
      await moveUnlessThere(unfinished, bundleDir);
    },
  );
  return bundleDir;
}
