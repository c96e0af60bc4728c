import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { plainEnv, run } from './commands.mjs';
import { digestOf, isDone } from './digest.mjs';
import { root, toolDir } from './places.mjs';
import { step } from './progress.mjs';

const marker = join(root, 'node_modules', '.setup-digest');

async function findYarn() {
  const folder = join(root, '.yarn', 'releases');
  const [release] = await readdir(folder);
  return join(folder, release);
}

/**
 * Backstage's CLI calls `yarn` and `node` by name: it gets the repository's
 * Yarn, and the Node that runs this.
 */
async function putToolsOnPath(yarn) {
  const shim = join(toolDir, 'yarn');
  await mkdir(toolDir, { recursive: true });
  await writeFile(
    shim,
    `#!/bin/sh\nexec '${process.execPath}' '${yarn}' "$@"\n`,
  );
  await chmod(shim, 0o755);
  process.env.PATH = [
    toolDir,
    dirname(process.execPath),
    process.env.PATH,
  ].join(delimiter);
}

async function whatDecidesTheInstall() {
  const files = ['package.json', 'yarn.lock', '.yarnrc.yml'].map(name =>
    join(root, name),
  );
  for (const folder of ['packages', 'plugins']) {
    for (const name of await readdir(join(root, folder))) {
      files.push(join(root, folder, name, 'package.json'));
    }
  }
  return files;
}

/** Installs the npm packages, unless nothing changed since the last time. */
export async function installPackages() {
  const yarn = await findYarn();
  await putToolsOnPath(yarn);
  const digest = await digestOf(await whatDecidesTheInstall());
  if (await isDone(marker, digest)) {
    return;
  }
  await step('Installing npm packages', { expect: '2 to 5 min' }, async () => {
    await run(process.execPath, [yarn, 'install', '--immutable'], {
      cwd: root,
      env: plainEnv(),
    });
    await writeFile(marker, digest);
  });
}
