/** Files that the page saved, by name, in place of the person's disk. */
export class Disk {
  readonly files = new Map<string, string>();
  /** What picking a place and then failing left there. */
  readonly leftovers = new Set<string>();

  /** As in a browser that only knows downloads. */
  static ofDownloads(): Disk {
    const disk = new Disk();
    const blobs = new Map<string, Blob>();
    // Not by a spy: `URL` is Node's own, shared with other test files, and Jest
    // may restore it when it can't be written any more.
    Object.defineProperty(URL, 'createObjectURL', {
      configurable: true,
      writable: true,
      value: (blob: Blob) => {
        const address = `blob:${blobs.size}`;
        blobs.set(address, blob);
        return address;
      },
    });
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function save(this: HTMLAnchorElement) {
        const blob = blobs.get(this.href);
        blob?.text().then(text => disk.files.set(this.download, text));
      });
    return disk;
  }

  /** As in a browser that asks where to save, and then writes there. */
  static withPicker(): Disk {
    const disk = new Disk();
    Object.assign(window, {
      showSaveFilePicker: async ({
        suggestedName,
      }: {
        suggestedName: string;
      }) => disk.#handleOf(suggestedName),
    });
    return disk;
  }

  /** As when the person closes the picker, or a company forbids it. */
  static thatRefuses(name: string): void {
    Object.assign(window, {
      showSaveFilePicker: async () => {
        throw new DOMException('No', name);
      },
    });
  }

  /** Takes all of these out of the browser again. */
  static clear(): void {
    jest.restoreAllMocks();
    Reflect.deleteProperty(window, 'showSaveFilePicker');
  }

  #handleOf(name: string) {
    this.leftovers.add(name);
    const decoder = new TextDecoder();
    let text = '';
    return {
      name,
      createWritable: async () =>
        new WritableStream<Uint8Array>({
          write: part => {
            text += decoder.decode(part, { stream: true });
          },
          close: () => {
            this.leftovers.delete(name);
            this.files.set(name, text);
          },
        }),
      remove: async () => {
        this.leftovers.delete(name);
      },
    };
  }
}
