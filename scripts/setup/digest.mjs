import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { root } from './places.mjs';

const notSources = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

/** Every source file below these files and folders, in one fixed order. */
async function filesBelow(paths) {
  const found = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined);
    if (info?.isDirectory()) {
      const names = await readdir(path);
      const below = names.filter(name => !notSources.has(name));
      found.push(...(await filesBelow(below.map(name => join(path, name)))));
    } else if (info) {
      found.push(path);
    }
  }
  return found.sort();
}

/** One digest over the names and contents of these files and folders. */
export async function digestOf(paths) {
  const hash = createHash('sha256');
  for (const file of await filesBelow(paths)) {
    hash.update(`${relative(root, file)}\0`);
    hash.update(await readFile(file));
  }
  return hash.digest('hex');
}

/** Whether `marker` says that this digest was done already. */
export async function isDone(marker, digest) {
  const before = await readFile(marker, 'utf8').catch(() => '');
  return before === digest;
}
