import { rename, writeFile } from 'node:fs/promises';

/** Puts a file in the place of another, which nobody ever reads in halves. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const unfinished = `${file}.new`;
  await writeFile(unfinished, text, { mode: 0o600 });
  await rename(unfinished, file);
}
