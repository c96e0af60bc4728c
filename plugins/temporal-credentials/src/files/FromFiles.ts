import { readFile, stat } from 'node:fs/promises';

/** However often it is used, the files are looked at this often at most. */
const LOOK_EVERY_MS = 1_000;

/** A file, and the setting that names it. */
export interface NamedFile {
  readonly setting: string;
  readonly path: string;
}

interface Made<T> {
  readonly value: T;
  readonly contents: readonly Buffer[];
  readonly since: Date;
}

/**
 * Something that is made of files, and made anew when they change. What can't be
 * made of the changed ones leaves the last that could in use: somebody may be in
 * the middle of writing.
 */
export class FromFiles<T> {
  readonly #files: readonly NamedFile[];
  readonly #make: (contents: readonly Buffer[]) => Promise<T> | T;
  #made: Made<T> | undefined;
  #trouble: string | undefined;
  #lookedAt = -Infinity;
  #looking: Promise<void> | undefined;

  /**
   * @param files - followed through symbolic links
   * @param make - makes it of the files' contents, in the same order, or throws
   *   an error that says what is wrong and names the setting
   */
  constructor(
    files: readonly NamedFile[],
    make: (contents: readonly Buffer[]) => Promise<T> | T,
  ) {
    this.#files = files;
    this.#make = make;
  }

  /** @throws what making it threw, as long as it could never be made */
  async current(): Promise<T> {
    await this.#look();
    if (this.#made) return this.#made.value;
    throw new Error(this.#trouble);
  }

  /** Why the files as they are now are not in use, if they are not. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** When the newest of the files in use was written. */
  get since(): Date | undefined {
    return this.#made?.since;
  }

  #look(): Promise<void> {
    const now = performance.now();
    if (this.#looking) return this.#looking;
    if (now - this.#lookedAt < LOOK_EVERY_MS) return Promise.resolve();
    this.#looking = this.#makeAnew().finally(() => {
      this.#lookedAt = performance.now();
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #makeAnew(): Promise<void> {
    try {
      const contents = await this.#each(path => readFile(path));
      const made = this.#made;
      if (made && isSame(made.contents, contents)) {
        this.#trouble = undefined;
        return;
      }
      const value = await this.#make(contents);
      const stats = await this.#each(path => stat(path));
      const since = new Date(Math.max(...stats.map(({ mtimeMs }) => mtimeMs)));
      this.#made = { value, contents, since };
      this.#trouble = undefined;
    } catch (error) {
      this.#trouble = error instanceof Error ? error.message : String(error);
    }
  }

  #each<R>(read: (path: string) => Promise<R>): Promise<readonly R[]> {
    return Promise.all(
      this.#files.map(({ path, setting }) =>
        read(path).catch(({ code }: NodeJS.ErrnoException) => {
          throw new Error(`The file of ${setting} can't be read (${code})`);
        }),
      ),
    );
  }
}

function isSame(some: readonly Buffer[], others: readonly Buffer[]): boolean {
  return some.every((content, i) => content.equals(others[i]));
}
