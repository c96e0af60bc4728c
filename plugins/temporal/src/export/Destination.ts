import { isError } from '@backstage/errors';

/**
 * Where a file is written. What is written becomes a file when `writable` is
 * closed, and only then.
 */
export interface Destination {
  readonly name: string;
  readonly writable: WritableStream<Uint8Array>;
  /** Removes what choosing the place left there, if the writing failed. */
  discard(): Promise<void>;
}

/** What some browsers have to write to the disk as the bytes come. */
interface SavePicker {
  showSaveFilePicker(options: {
    readonly suggestedName: string;
  }): Promise<FileSystemFileHandle & Partial<Removable>>;
}

interface Removable {
  remove: () => Promise<void>;
}

/**
 * Asks where to save a file, in browsers that can; others get it as a download.
 * Undefined if the person thought better of it. Must be called while the
 * browser still knows of the click.
 */
export async function chooseDestination(
  name: string,
): Promise<Destination | undefined> {
  if (!hasSavePicker(window)) {
    return aDownload(name);
  }
  try {
    return await onDisk(
      await window.showSaveFilePicker({ suggestedName: name }),
    );
  } catch (error) {
    if (isError(error) && error.name === 'AbortError') {
      return undefined;
    }
    // Some companies forbid it to all pages.
    return aDownload(name);
  }
}

function hasSavePicker(scope: Window): scope is Window & SavePicker {
  return 'showSaveFilePicker' in scope;
}

async function onDisk(
  handle: FileSystemFileHandle & Partial<Removable>,
): Promise<Destination> {
  return {
    name: handle.name,
    // Goes to a temporary file, which takes the name when it is closed.
    writable: await handle.createWritable(),
    // An empty file of this name is no harm where it can't be removed.
    discard: async () => handle.remove?.().catch(() => {}),
  };
}

function aDownload(name: string): Destination {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const writable = new WritableStream<Uint8Array<ArrayBuffer>>({
    write: part => {
      parts.push(part);
    },
    close: () => handOver(new Blob(parts), name),
  });
  return { name, writable, discard: async () => {} };
}

function handOver(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Not at once: the browser may not have begun to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
