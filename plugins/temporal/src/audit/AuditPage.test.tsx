import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { auditPage, runPage } from '../plugin';
import { Disk } from '../testing/Disk';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { aDetail, aRecord, PAYMENTS, runId } from '../testing/builders';
import { openApp } from '../testing/openPage';
import { until } from '../testing/until';

const MINUTE = 60_000;

function aPage(
  prepare: (backend: HttpBackend) => void,
  address = '/temporal/audit',
) {
  const backend = new HttpBackend();
  prepare(backend);
  openApp(backend, [runPage, auditPage], address);
  return backend;
}

function aRow() {
  return screen.findByRole('row', { name: /Start a run/ });
}

describe('the audit', () => {
  it('says when, who, what, on what, and how it ended', async () => {
    aPage(backend => {
      backend.records = [
        aRecord({
          at: new Date(Date.now() - 3.5 * MINUTE).toISOString(),
          outcome: 'denied',
          reason: 'You do not own payments',
          sealed: true,
        }),
      ];
    });
    const row = within(await aRow());
    expect(row.getByText('3 minutes ago')).toBeVisible();
    expect(row.getByText(/, 20\d\d, \d+:\d\d:\d\d [AP]M$/)).toBeVisible();
    expect(await row.findByRole('link', { name: 'ada' })).toBeVisible();
    expect(row.getByText('through http')).toBeVisible();
    expect(row.getByRole('link', { name: /payments-api$/ })).toBeVisible();
    expect(row.getByRole('link', { name: /migrate$/ })).toBeVisible();
    expect(row.getByText('Denied')).toBeVisible();
    expect(row.getByText('You do not own payments')).toBeVisible();
    expect(row.getByText('Sealed')).toBeVisible();
    expect(row.getByRole('link', { name: runId(1) })).toHaveAttribute(
      'href',
      `/temporal/runs/${runId(1)}`,
    );
    expect(screen.getByText('1 record')).toBeVisible();
  });

  it('shows everything of a record, and gives the focus back', async () => {
    const reason = `${'because '.repeat(50)}of that`;
    aPage(backend => {
      backend.records = [
        aRecord({
          caller: 'external:machine:ci',
          initiator: 'user:default/sam',
          inputDigest: 'sha256:abc',
          outcome: 'failed',
          reason,
          details: { requestKey: 'key-1' },
        }),
      ];
    });
    const user = userEvent.setup();
    expect(within(await aRow()).queryByText(reason)).toBeNull();
    const button = screen.getByRole('button', { name: 'Details of record 1' });
    (await aRow()).focus();
    await user.keyboard('{ArrowLeft}{Enter}');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(reason)).toBeVisible();
    expect(dialog.getByText('sha256:abc')).toBeVisible();
    expect(dialog.getByText('key-1')).toBeVisible();
    expect(dialog.getByText('2026-11-23T08:00:00.000Z')).toBeVisible();
    expect(dialog.getByText('user:default/sam')).toBeVisible();
    expect(dialog.getByText('Not sealed yet')).toBeVisible();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(button).toHaveFocus());
  });

  it('loads older records, and takes the keyboard to the first of them', async () => {
    const backend = aPage(house => {
      house.pageSize = 2;
      house.records = [3, 2, 1].map(id => aRecord({ id }));
    });
    expect(await screen.findByText('The newest 2 records')).toBeVisible();
    const more = screen.getByRole('button', { name: 'Load more' });
    more.focus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('3 records')).toBeVisible();
    const rows = screen.getAllByRole('row');
    expect(rows).toHaveLength(4);
    await waitFor(() => expect(rows[3]).toHaveFocus());
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
    expect(backend.asked('GET /audit')[1].query.get('cursor')).toBe('2');
  });

  it('keeps what is there when older ones can’t be loaded', async () => {
    const backend = aPage(house => {
      house.pageSize = 1;
      house.records = [2, 1].map(id => aRecord({ id }));
    });
    const more = await screen.findByRole('button', { name: 'Load more' });
    backend.answer('GET /audit', () =>
      failure(503, { name: 'ServiceUnavailableError', message: 'Not now' }),
    );
    await userEvent.click(more);
    expect(await screen.findByText('Not now')).toBeVisible();
    backend.answerAsUsual('GET /audit');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('2 records')).toBeVisible();
    expect(screen.queryByText('Not now')).toBeNull();
  });

  it('looks again when asked, and only then', async () => {
    const backend = aPage(house => {
      house.records = [aRecord()];
    });
    await aRow();
    expect(backend.count('GET /audit')).toBe(1);
    backend.records = [aRecord({ id: 2, outcome: 'failed' }), aRecord()];
    await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
    expect(await screen.findByText('2 records')).toBeVisible();
    expect(backend.count('GET /audit')).toBe(2);
  });

  it('says so while nothing is recorded', async () => {
    aPage(() => {});
    expect(await screen.findByText('Nothing is recorded yet')).toBeVisible();
    expect(screen.queryByRole('grid')).toBeNull();
  });

  it('says why one may not read it, and whom to ask', async () => {
    aPage(backend => {
      const message =
        'You may not read the audit; ask group:default/platform-admins';
      backend.answer('GET /audit', () =>
        failure(403, { name: 'NotAllowedError', message }),
      );
    });
    expect(
      await screen.findByText('You may not read the audit'),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: /platform-admins$/ }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('grid')).toBeNull();
    expect(screen.queryByRole('search')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Export' })).toBeNull();
  });

  it('shows an error with a way to ask again', async () => {
    const backend = aPage(house => {
      house.answer('GET /audit', () =>
        failure(500, { name: 'Error', message: 'Disk full' }),
      );
    });
    await screen.findByText(/audit could not be loaded/);
    backend.answerAsUsual('GET /audit');
    backend.records = [aRecord()];
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await aRow()).toBeVisible();
  });

  it('leaves the address of a run to the page of the run', async () => {
    aPage(backend => {
      backend.runs = [aDetail({ status: 'succeeded' })];
    }, `/temporal/runs/${runId(1)}`);
    expect(await screen.findByText('Succeeded')).toBeVisible();
    const link = screen.getByRole('link', { name: 'Audit of this run' });
    expect(link).toHaveAttribute('href', `/temporal/audit?run=${runId(1)}`);
  });
});

describe('an export from the audit', () => {
  afterEach(() => Disk.clear());

  async function exportAs(format: string) {
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Export' }));
    await user.click(await screen.findByRole('menuitem', { name: format }));
  }

  it('has what the filters show, and says the name of the file', async () => {
    const disk = Disk.withPicker();
    const backend = aPage(house => {
      house.answer('GET /audit/export', () => new Response('{"id":1}\n'));
    }, `/temporal/audit?entityRef=${PAYMENTS}&last=day`);
    await exportAs('JSON Lines');
    const done = await screen.findByText(
      /^Exported to temporal-audit-.*jsonl$/,
    );
    expect(done).toBeVisible();
    expect([...disk.files.values()]).toEqual(['{"id":1}\n']);
    const [{ query }] = backend.asked('GET /audit/export');
    expect(Object.fromEntries(query)).toEqual({
      format: 'jsonl',
      entityRef: PAYMENTS,
      from: expect.stringMatching(/Z$/),
    });
  });

  it('shows how far it is, and can be cancelled', async () => {
    const disk = Disk.withPicker();
    const { readable, writable } = new TransformStream<Uint8Array>();
    aPage(house => {
      house.answer('GET /audit/export', () => new Response(readable));
    });
    await exportAs('CSV');
    await writable.getWriter().write(new Uint8Array(2500));
    expect(await screen.findByText('2.5 kB')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Cancel the export' }),
    );
    expect(await screen.findByText(/was cancelled/)).toBeVisible();
    await until(() => disk.leftovers.size === 0);
    expect(disk.files.size).toBe(0);
  });

  it('that is cut off is said to have failed', async () => {
    const disk = Disk.ofDownloads();
    const { readable, writable } = new TransformStream<Uint8Array>();
    aPage(house => {
      house.answer('GET /audit/export', () => new Response(readable));
    });
    await exportAs('CSV');
    const writer = writable.getWriter();
    await writer.write(new Uint8Array(10));
    await writer.abort(new TypeError('network error'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(/not complete, and nothing was kept/);
    expect(alert).toHaveTextContent(/connection to the backend broke off/);
    expect(disk.files.size).toBe(0);
  });
});
