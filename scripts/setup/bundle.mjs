import {
  mkdir,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { run } from './commands.mjs';
import { digestOf, isDone } from './digest.mjs';
import { root } from './places.mjs';
import { step } from './progress.mjs';

const bundleDir = join(root, '.bundle');
const marker = join(bundleDir, '.setup-digest');
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

async function unpack() {
  await rm(bundleDir, { recursive: true, force: true });
  await mkdir(bundleDir);
  for (const archive of ['skeleton.tar.gz', 'bundle.tar.gz']) {
    await run('tar', ['xzf', join(backend, 'dist', archive), '-C', bundleDir]);
  }
}

/**
 * Packages of this repository resolve to the bundle's own builds, all others
 * to what is installed above: no second install.
 */
async function linkPackages() {
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

/** Builds the production bundle, unless no source changed since the last time. */
export async function buildBundle() {
  const sources = ['packages/app', 'packages/backend', 'plugins', 'yarn.lock'];
  const digest = await digestOf(sources.map(path => join(root, path)));
  if (await isDone(marker, digest)) {
    return;
  }
  await step(
    'Building the production bundle',
    { expect: '1 min' },
    async () => {
      await build();
      await unpack();
      await linkPackages();
      await writeFile(marker, digest);
    },
  );
}
