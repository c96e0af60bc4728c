import type { WorkflowBundlePath } from '@temporalio/worker';
import { bundleActionWorkflows } from 'backstage-plugin-temporal-worker/worker';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const WORKFLOWS = dirname(require.resolve('./workflows'));

// Everything a bundle is made of: the workflows, what of the library runs in
// them, and the SDK, whose version must be the worker's.
const SOURCES = [
  WORKFLOWS,
  ...libraryFolders(),
  require.resolve('backstage-plugin-temporal-common/workflow'),
  require.resolve('@temporalio/workflow/package.json'),
];

/** The library's workflow code, with the folders in it. */
function libraryFolders(): string[] {
  const folder = dirname(
    require.resolve('backstage-plugin-temporal-worker/workflow'),
  );
  const inner = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => join(folder, entry.name));
  return [folder, ...inner];
}

/**
 * The bundle of this worker's workflows, built when they changed since the last
 * time: a restart takes half a second instead of several.
 */
export async function cachedBundle(
  folder: string,
): Promise<WorkflowBundlePath> {
  const codePath = join(folder, `workflows-${await digestOfSources()}.js`);
  if (!existsSync(codePath)) {
    const { code } = await bundleActionWorkflows({ workflowsPath: WORKFLOWS });
    await mkdir(folder, { recursive: true });
    // Renamed into place, so that no other worker reads half of it.
    const unfinished = `${codePath}.${process.pid}`;
    await writeFile(unfinished, code);
    await rename(unfinished, codePath);
  }
  return { codePath };
}

async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await filesOf(source)) {
      hash.update(file).update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesOf(source: string): Promise<string[]> {
  if (/\.[a-z]+$/.test(source)) {
    return [source];
  }
  const files = await readdir(source, { withFileTypes: true });
  return files
    .filter(entry => entry.isFile())
    .map(entry => join(source, entry.name))
    .sort();
}
