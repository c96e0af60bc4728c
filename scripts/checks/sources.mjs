import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const notOurs = new Set([
  'node_modules',
  'dist',
  'dist-types',
  'coverage',
  'temp',
  'public',
]);

async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.') && !notOurs.has(name))
      .map(entry => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? filesBelow(path) : [path];
      }),
  );
  return found.flat();
}

/** All code of ours: `{ path, text }`, paths from the root with slashes. */
export async function readSources() {
  const paths = (await filesBelow(root))
    .map(path => relative(root, path).split(sep).join('/'))
    .filter(path => /\.([cm]?[jt]s|tsx)$/.test(path))
    .sort();
  return Promise.all(
    paths.map(async path => ({
      path,
      text: await readFile(join(root, path), 'utf8'),
    })),
  );
}

/** Folder of each workspace by the name others import it by. */
export async function readWorkspaces() {
  const folders = await Promise.all(
    ['packages', 'plugins'].map(async group => {
      const entries = await readdir(join(root, group), { withFileTypes: true });
      return entries
        .filter(entry => entry.isDirectory())
        .map(({ name }) => `${group}/${name}`);
    }),
  );
  const named = await Promise.all(
    folders.flat().map(async folder => {
      const text = await readFile(join(root, folder, 'package.json'), 'utf8');
      return [JSON.parse(text).name, folder];
    }),
  );
  return new Map(named);
}

/** Tests, and what only tests use. */
export function isTest(path) {
  return (
    /\.test\.[cm]?[jt]sx?$/.test(path) ||
    /(^|\/)(setupTests|describe\w+Contract)\.ts$/.test(path) ||
    /\/(testing|__fixtures__)\//.test(path) ||
    path.startsWith('packages/e2e/')
  );
}
