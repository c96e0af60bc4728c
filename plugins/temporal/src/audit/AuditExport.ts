import { toError } from '@backstage/errors';
import type {
  AuditFormat,
  ExportAuditRequest,
} from 'backstage-plugin-temporal-common';
import type { TemporalApi } from '../api/TemporalApi';
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

/** Exports the audit to a file, one at a time; the whole file or none. */
export class AuditExport {
  readonly state = new Watched<ExportState>({ phase: 'none' });
  readonly #api: TemporalApi;
  #stop = new AbortController();

  constructor(api: TemporalApi) {
    this.#api = api;
  }

  async start(request: ExportAuditRequest): Promise<void> {
    if (this.state.get().phase === 'running') {
      return;
    }
    const to = await chooseDestination(nameFor(request.format));
    if (!to) {
      return;
    }
    const { name } = to;
    this.#stop = new AbortController();
    this.state.set({ phase: 'running', name, bytes: 0 });
    try {
      const bytes = await this.#write(request, to);
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

  async #write(request: ExportAuditRequest, to: Destination): Promise<number> {
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
      const file = await this.#api.exportAudit(request, signal);
      // Closes what is written to at the end, and breaks it off otherwise.
      await file.pipeThrough(counted).pipeTo(writable, { signal });
    } catch (error) {
      await writable.abort(error).catch(() => {});
      throw error;
    }
    return bytes;
  }
}

function nameFor(format: AuditFormat): string {
  const now = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return `temporal-audit-${now}.${format}`;
}
