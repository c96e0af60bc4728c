import { TemporalClient } from '../api/TemporalClient';
import { Disk } from '../testing/Disk';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { until } from '../testing/until';
import { FileExport } from './FileExport';

/** An export whose bytes come when the test says so. */
function anExport() {
  const backend = new HttpBackend();
  const pipe = new TransformStream<Uint8Array, Uint8Array>();
  const writer = pipe.writable.getWriter();
  backend.answer('GET /audit/export', () => new Response(pipe.readable));
  const client = new TemporalClient(backend);
  const fileExport = new FileExport<{ outcome?: 'denied' }>(
    'temporal-audit',
    (request, signal) => client.exportAudit(request, signal),
  );
  return {
    backend,
    fileExport,
    send: (text: string) => writer.write(new TextEncoder().encode(text)),
    end: () => writer.close(),
    cut: () => writer.abort(new TypeError('network error')),
  };
}

describe('an export', () => {
  afterEach(() => Disk.clear());

  it.each([
    ['is a download', () => Disk.ofDownloads()],
    ['is written where the person says', () => Disk.withPicker()],
  ])('%s', async (_, aDisk) => {
    const disk = aDisk();
    const { backend, fileExport, send, end } = anExport();
    const ended = fileExport.start({ outcome: 'denied' }, 'csv');
    await send('id,at\r\n');
    await until(() => fileExport.state.get().phase === 'running');
    expect(disk.files.size).toBe(0);
    await send('1,"ü"\r\n');
    await end();
    await ended;
    await until(() => disk.files.size === 1);
    const [[name, text]] = disk.files;
    expect(name).toMatch(/^temporal-audit-[\dT-]+\.csv$/);
    expect(text).toBe('id,at\r\n1,"ü"\r\n');
    expect(fileExport.state.get()).toEqual({ phase: 'done', name, bytes: 15 });
    const [{ query }] = backend.asked('GET /audit/export');
    expect(Object.fromEntries(query)).toEqual({
      format: 'csv',
      outcome: 'denied',
    });
  });

  it.each([
    ['a download', () => Disk.ofDownloads()],
    ['a file', () => Disk.withPicker()],
  ])('that is cut off leaves no part of %s', async (_, aDisk) => {
    const disk = aDisk();
    const { fileExport, send, cut } = anExport();
    const ended = fileExport.start({}, 'jsonl');
    await send('{"id":1}\n');
    await cut();
    await ended;
    expect(fileExport.state.get()).toMatchObject({
      phase: 'failed',
      error: { message: 'network error' },
    });
    expect(disk.files.size + disk.leftovers.size).toBe(0);
  });

  it('that ends in the middle of a record has failed, too', async () => {
    const disk = Disk.withPicker();
    const { fileExport, send, end } = anExport();
    const ended = fileExport.start({}, 'jsonl');
    await send('{"id":1}\n{"id":');
    await end().catch(() => {});
    await ended;
    expect(fileExport.state.get()).toMatchObject({
      phase: 'failed',
      error: { message: expect.stringContaining('middle of a record') },
    });
    expect(disk.files.size + disk.leftovers.size).toBe(0);
  });

  it('that is cancelled leaves nothing either', async () => {
    const disk = Disk.withPicker();
    const { fileExport, send } = anExport();
    const ended = fileExport.start({}, 'jsonl');
    await send('{"id":1}\n');
    fileExport.cancel();
    await ended;
    expect(fileExport.state.get()).toEqual({ phase: 'cancelled' });
    expect(disk.files.size + disk.leftovers.size).toBe(0);
  });

  it('that is refused says why, in the words of the backend', async () => {
    const disk = Disk.withPicker();
    const { backend, fileExport } = anExport();
    backend.answer('GET /audit/export', () =>
      failure(403, { name: 'NotAllowedError', message: 'Ask security' }),
    );
    await fileExport.start({}, 'csv');
    expect(fileExport.state.get()).toMatchObject({
      phase: 'failed',
      error: { cause: { message: 'Ask security' } },
    });
    expect(disk.files.size + disk.leftovers.size).toBe(0);
  });

  it('asks the backend for nothing when no place was picked', async () => {
    Disk.thatRefuses('AbortError');
    const { backend, fileExport } = anExport();
    await fileExport.start({}, 'csv');
    expect(fileExport.state.get()).toEqual({ phase: 'none' });
    expect(backend.count('GET /audit/export')).toBe(0);
  });

  it('is a download where picking a place is forbidden', async () => {
    const disk = Disk.ofDownloads();
    Disk.thatRefuses('SecurityError');
    const { fileExport, end } = anExport();
    const ended = fileExport.start({}, 'csv');
    await end();
    await ended;
    await until(() => disk.files.size === 1);
    expect(fileExport.state.get()).toMatchObject({ phase: 'done' });
  });

  it('runs one at a time', async () => {
    Disk.ofDownloads();
    const { backend, fileExport, end } = anExport();
    const ended = fileExport.start({}, 'csv');
    await until(() => fileExport.state.get().phase === 'running');
    await fileExport.start({}, 'jsonl');
    await end();
    await ended;
    expect(backend.count('GET /audit/export')).toBe(1);
  });
});
