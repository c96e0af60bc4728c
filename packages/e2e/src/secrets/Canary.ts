import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A word that is nowhere by itself, and is looked for byte by byte. */
export class Canary {
  readonly text = `canary-${randomBytes(12).toString('hex')}`;
  readonly #forms: readonly Buffer[];

  constructor() {
    this.#forms = formsOf(this.text).map(form => Buffer.from(form, 'latin1'));
  }

  /** Whether it is in there: as it is, in base64, in hex or in UTF-16. */
  isIn(bytes: Buffer | string): boolean {
    const buffer = Buffer.from(bytes);
    return this.#forms.some(form => buffer.includes(form));
  }

  /** The files below a folder that have it, byte by byte. */
  async filesWithIt(folder: string): Promise<readonly string[]> {
    const found: string[] = [];
    const options = { recursive: true, withFileTypes: true } as const;
    for (const file of await readdir(folder, options)) {
      if (file.isFile()) {
        const path = join(file.parentPath, file.name);
        // Databases that are in use drop files beside them at any time.
        const bytes = await readFile(path).catch(() => '');
        if (this.isIn(bytes)) found.push(path);
      }
    }
    return found;
  }
}

function formsOf(text: string): readonly string[] {
  const wide = Buffer.from(text, 'utf16le').toString('latin1');
  return [text, wide, Buffer.from(text).toString('hex'), ...inBase64(text)];
}

/** What it looks like within something longer, wherever that begins. */
function inBase64(text: string): readonly string[] {
  return [0, 1, 2].flatMap(before => {
    const padded = Buffer.from(`${'\0'.repeat(before)}${text}`);
    const whole = padded.subarray(0, padded.length - (padded.length % 3));
    const from = before === 0 ? 0 : 4;
    return [
      whole.toString('base64').slice(from),
      whole.toString('base64url').slice(from),
    ];
  });
}
