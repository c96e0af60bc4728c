import { rmSync } from 'node:fs';

const folders = new Set<string>();

process.on('exit', () => {
  for (const folder of folders) {
    // Who wrote into it was killed a moment ago.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** Removes a folder at the latest when this process ends, however it does. */
export function removeAtExit(folder: string): void {
  folders.add(folder);
}
