import { randomBytes } from 'node:crypto';
import {
  lstat,
  mkdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './codeOf';

/** The names of a worker's files, by what they are for. */
export const fileNames = {
  caFile: 'ca.pem',
  certFile: 'client.pem',
  keyFile: 'client.key',
  apiKeyFile: 'api-key',
} as const;

type FileName = (typeof fileNames)[keyof typeof fileNames];

/** What some of the files hold. */
export type Contents = Partial<Readonly<Record<FileName, Buffer | string>>>;

const VERSIONS = 'versions';

/** Reads what there is of a worker's files in a folder. */
export async function readContents(folder: string): Promise<Contents> {
  const read = Object.values(fileNames).map(async name => {
    const content = await unlessMissing(readFile(join(folder, name)));
    return content && ([name, content] as const);
  });
  const found = await Promise.all(read);
  return Object.fromEntries(found.filter(each => each !== undefined));
}

/**
 * The folder of a worker's credentials. Its link `current` leads to the version
 * in use, so that all files change in the same moment; `previous` to the one
 * before, for going back.
 */
export class CredentialFolder {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * Writes a version that nobody uses yet: the one in use, with these files in
   * the place of its own.
   * @returns its path within the folder
   */
  async stage(fresh: Contents): Promise<string> {
    await this.#assertLink('current');
    const now = new Date().toISOString().replaceAll(/[:.]/g, '-');
    const version = join(VERSIONS, `${now}-${unique()}`);
    await mkdir(this.path(VERSIONS), { recursive: true, mode: 0o700 });
    await mkdir(this.path(version), { mode: 0o700 });
    const all = { ...(await readContents(this.path('current'))), ...fresh };
    for (const [name, content] of Object.entries(all)) {
      const file = this.path(join(version, name));
      await writeFile(file, content, { mode: 0o600, flush: true });
    }
    return version;
  }

  /** From now on this version is in use; only the one before it is kept. */
  async use(version: string): Promise<void> {
    const [current, previous] = await Promise.all([
      unlessMissing(readlink(this.path('current'))),
      unlessMissing(readlink(this.path('previous'))),
    ]);
    if (current !== undefined) await this.#point('previous', current);
    await this.#point('current', version);
    if (previous?.startsWith(VERSIONS) && previous !== current) {
      // An old version that stays behind does no harm to the new one.
      await this.discard(previous).catch(() => {});
    }
  }

  /** Removes a version that is not in use. */
  async discard(version: string): Promise<void> {
    await rm(this.path(version), { recursive: true, force: true });
  }

  path(within: string): string {
    return join(this.#root, within);
  }

  /** Replaces a link as a whole: whoever reads sees the old one or the new. */
  async #point(link: 'current' | 'previous', version: string): Promise<void> {
    await this.#assertLink(link);
    const unfinished = this.path(`.${link}-${unique()}`);
    await symlink(version, unfinished);
    await rename(unfinished, this.path(link));
  }

  async #assertLink(link: string): Promise<void> {
    const found = await unlessMissing(lstat(this.path(link)));
    if (found && !found.isSymbolicLink()) {
      throw new Error(
        `${this.path(
          link,
        )} is no link: move it away, and let this command make it`,
      );
    }
  }
}

function unique(): string {
  return randomBytes(4).toString('hex');
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
