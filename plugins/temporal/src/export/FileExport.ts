import { toError } from '@backstage/errors';
import { Watched } from '../live/Watched';
import { chooseDestination, type Destination } from './Destination';

/** What both formats end each record with. */
const NEWLINE = 10;

/** How an export is going, or how the last one went; `bytes` as received. */
export type ExportState =
  | { readonly phase: 'none' }
  | { readonly phase: 'running'; readonly name: string; readonly bytes: number }
  | { readonly phase: 'done'; readonly name: string; readonly bytes: number }
  | { readonly phase: 'cancelled' }
  | { readonly phase: 'failed'; readonly name: string; readonly error: Error };

/** The formats that everything is exported in. */
export const fileFormats = ['csv', 'jsonl'] as const;

export type FileFormat = (typeof fileFormats)[number];

/** Asks the backend for a file; reading it rejects with the signal. */
export type ReadFile<Request> = (
  request: Request & { readonly format: FileFormat },
  signal: AbortSignal,
) => Promise<ReadableStream<Uint8Array>>;

/** Exports to a file, one at a time; the whole file or none. */
export class FileExport<Request> {
  readonly state = new Watched<ExportState>({ phase: 'none' });
  readonly #subject: string;
  readonly #read: ReadFile<Request>;
  #stop = new AbortController();

  /** The files are named after the subject. */
  constructor(subject: string, read: ReadFile<Request>) {
    this.#subject = subject;
    this.#read = read;
  }

  async start(request: Request, format: FileFormat): Promise<void> {
    if (this.state.get().phase === 'running') {
      return;
    }
    const to = await chooseDestination(this.#nameFor(format));
    if (!to) {
      return;
    }
    const { name } = to;
    this.#stop = new AbortController();
    this.state.set({ phase: 'running', name, bytes: 0 });
    try {
      const bytes = await this.#write({ ...request, format }, to);
      this.state.set({ phase: 'done', name, bytes });
    } catch (error) {
      await to.discard();
      this.state.set(
        this.#stop.signal.aborted
          ? { phase: 'cancelled' }
          : { phase: 'failed', name, error: toError(error) },
      );
    }
  }

  readonly cancel = (): void => this.#stop.abort();

  async #write(
    request: Request & { readonly format: FileFormat },
    to: Destination,
  ): Promise<number> {
    const { signal } = this.#stop;
    const { name, writable } = to;
    let bytes = 0;
    let lastByte = NEWLINE;
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform: (part, next) => {
        bytes += part.byteLength;
        lastByte = part.at(-1) ?? lastByte;
        this.state.set({ phase: 'running', name, bytes });
        next.enqueue(part);
      },
      // A proxy may have ended in good order what broke off behind it.
      flush: () => {
        if (lastByte !== NEWLINE) {
          throw new Error(
            'It ends in the middle of a record. Export it again.',
          );
        }
      },
    });
    try {
      const file = await this.#read(request, signal);
      // Closes what is written to at the end, and breaks it off otherwise.
      await file.pipeThrough(counted).pipeTo(writable, { signal });
    } catch (error) {
      await writable.abort(error).catch(() => {});
      throw error;
    }
    return bytes;
  }

  #nameFor(format: FileFormat): string {
    const now = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
    return `${this.#subject}-${now}.${format}`;
  }
}
