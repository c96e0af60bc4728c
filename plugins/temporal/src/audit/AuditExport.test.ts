import { TemporalClient } from '../api/TemporalClient';
import { Disk } from '../testing/Disk';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { until } from '../testing/until';
import { AuditExport } from './AuditExport';

/** An export whose bytes come when the test says so. */
function anExport() {
  const backend = new HttpBackend();
  const pipe = new TransformStream<Uint8Array, Uint8Array>();
  const writer = pipe.writable.getWriter();
  backend.answer('GET /audit/export', () => new Response(pipe.readable));
  const auditExport = new AuditExport(new TemporalClient(backend));
  return {
    backend,
    auditExport,
    send: (text: string) => writer.write(new TextEncoder().encode(text)),
    end: () => writer.close(),
    cut: () => writer.abort(new TypeError('network error')),
  };
}

describe('an export of the audit', () => {
  afterEach(() => Disk.clear());

  it.each([
    ['is a download', () => Disk.ofDownloads()],
    ['is written where the person says', () => Disk.withPicker()],
  ])('%s', async (_, aDisk) => {
    const disk = aDisk();
    const { backend, auditExport, send, end } = anExport();
    const ended = auditExport.start({ format: 'csv', outcome: 'denied' });
    await send('id,at\r\n');
    await until(() => auditExport.state.get().phase === 'running');
    expect(disk.files.size).toBe(0);
    await send('1,"ü"\r\n');
    await end();
    await ended;
    await until(() => disk.files.size === 1);
    const [[name, text]] = disk.files;
    expect(name).toMatch(/^temporal-audit-[\dT-]+\.csv$/);
    expect(text).toBe('id,at\r\n1,"ü"\r\n');
    expect(auditExport.state.get()).toEqual({ phase: 'done', name, bytes: 15 });
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
    const { auditExport, send, cut } = anExport();
    const ended = auditExport.start({ format: 'jsonl' });
    await send('{"id":1}\n');
    await cut();
    await ended;
    expect(auditExport.state.get()).toMatchObject({
      phase: 'failed',
      error: { message: 'network error' },
    });
    expect(disk.files.size + disk.leftovers.size).toBe(0);
  });

  it('that ends in the middle of a record has failed, too', async () => {
    const disk = Disk.withPicker();
    const { auditExport, send, end } = anExport();
    const ended = auditExport.start({ format: 'jsonl' });
    await send('{"id":1}\n{"id":');
    await end().catch(() => {});
    await ended;
    expect(auditExport.state.get()).toMatchObject({
      phase: 'failed',
      error: { message: expect.stringContaining('middle of a record') },
    });
    expect(disk.files.size + disk.leftovers.size).toBe(0);
  });

  it('that is cancelled leaves nothing either', async () => {
    const disk = Disk.withPicker();
    const { auditExport, send } = anExport();
    const ended = auditExport.start({ format: 'jsonl' });
    await send('{"id":1}\n');
    auditExport.cancel();
    await ended;
    expect(auditExport.state.get()).toEqual({ phase: 'cancelled' });
    expect(disk.files.size + disk.leftovers.size).toBe(0);
  });

  it('that is refused says why, in the words of the backend', async () => {
    const disk = Disk.withPicker();
    const { backend, auditExport } = anExport();
    backend.answer('GET /audit/export', () =>
      failure(403, { name: 'NotAllowedError', message: 'Ask security' }),
    );
    await auditExport.start({ format: 'csv' });
    expect(auditExport.state.get()).toMatchObject({
      phase: 'failed',
      error: { cause: { message: 'Ask security' } },
    });
    expect(disk.files.size + disk.leftovers.size).toBe(0);
  });

  it('asks the backend for nothing when no place was picked', async () => {
    Disk.thatRefuses('AbortError');
    const { backend, auditExport } = anExport();
    await auditExport.start({ format: 'csv' });
    expect(auditExport.state.get()).toEqual({ phase: 'none' });
    expect(backend.count('GET /audit/export')).toBe(0);
  });

  it('is a download where picking a place is forbidden', async () => {
    const disk = Disk.ofDownloads();
    Disk.thatRefuses('SecurityError');
    const { auditExport, end } = anExport();
    const ended = auditExport.start({ format: 'csv' });
    await end();
    await ended;
    await until(() => disk.files.size === 1);
    expect(auditExport.state.get()).toMatchObject({ phase: 'done' });
  });

  it('runs one at a time', async () => {
    Disk.ofDownloads();
    const { backend, auditExport, end } = anExport();
    const ended = auditExport.start({ format: 'csv' });
    await until(() => auditExport.state.get().phase === 'running');
    await auditExport.start({ format: 'jsonl' });
    await end();
    await ended;
    expect(backend.count('GET /audit/export')).toBe(1);
  });
});
