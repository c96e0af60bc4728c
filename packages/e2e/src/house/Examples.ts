import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../../scripts/setup/places.mjs';

/** A copy of the example's catalog files, to which a journey may add. */
export class Examples {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async copied(): Promise<Examples> {
    const folder = await mkdtemp(join(tmpdir(), 'backstage-examples-'));
    await cp(join(root, 'examples'), folder, { recursive: true });
    return new Examples(folder);
  }

  /** What has a house read them. */
  get env(): Readonly<Record<string, string>> {
    return { EXAMPLES_DIR: this.#folder };
  }

  /** Adds documents (YAML, each with its own `---`) to the file of actions. */
  addActions(documents: string): Promise<void> {
    return appendFile(join(this.#folder, 'actions.yaml'), documents);
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
