import { readFile, stat } from 'node:fs/promises';

/** However often it is used, the files are looked at this often at most. */
const LOOK_EVERY_MS = 1_000;

interface Made<T> {
  readonly value: T;
  /** Of the files that it was made of. */
  readonly mark: string;
  readonly since: Date;
}

/**
 * Something that is made of files, and made anew when they change. What can't be
 * made of the changed ones leaves the last that could in use: somebody may be in
 * the middle of writing.
 */
export class FromFiles<T> {
  readonly #paths: readonly string[];
  readonly #make: (contents: readonly Buffer[]) => Promise<T> | T;
  #made: Made<T> | undefined;
  #trouble: string | undefined;
  #lookedAt = -Infinity;
  #looking: Promise<void> | undefined;

  /**
   * @param paths - followed through symbolic links
   * @param make - makes it of the files' contents, in the same order, or throws
   *   an error that says what is wrong and names the setting
   */
  constructor(
    paths: readonly string[],
    make: (contents: readonly Buffer[]) => Promise<T> | T,
  ) {
    this.#paths = paths;
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
      const { mark, since } = await this.#mark();
      if (this.#trouble === undefined && this.#made?.mark === mark) return;
      const contents = await Promise.all(
        this.#paths.map(path => readFile(path)),
      );
      const value = await this.#make(contents);
      this.#made = { value, mark, since };
      this.#trouble = undefined;
    } catch (error) {
      this.#trouble = error instanceof Error ? error.message : String(error);
    }
  }

  async #mark() {
    const stats = await Promise.all(this.#paths.map(path => stat(path)));
    const since = Math.max(...stats.map(({ mtimeMs }) => mtimeMs));
    return {
      mark: stats.map(({ ino, mtimeMs, size }) => [ino, mtimeMs, size]).join(),
      since: new Date(since),
    };
  }
}
