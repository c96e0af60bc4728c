import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { runPage } from '../plugin';
import { Disk } from '../testing/Disk';
import { HttpBackend } from '../testing/HttpBackend';
import { PAYMENTS } from '../testing/builders';
import { openApp } from '../testing/openPage';
import { until } from '../testing/until';

async function exportAs(format: string, answer: Response, search = '') {
  const backend = new HttpBackend();
  backend.answer('GET /runs/export', () => answer);
  openApp(backend, [runPage], `/temporal/runs${search}`);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  await user.click(await screen.findByRole('menuitem', { name: format }));
  return backend;
}

describe('an export of runs', () => {
  afterEach(() => Disk.clear());

  it('has what the filters show, and says the name of the file', async () => {
    const disk = Disk.withPicker();
    const backend = await exportAs(
      'JSON Lines',
      new Response('{"id":1}\n'),
      `?entityRef=${PAYMENTS}&status=failed,running&last=day`,
    );
    const done = await screen.findByText(/^Exported to temporal-runs-.*jsonl$/);
    expect(done).toBeVisible();
    expect([...disk.files.values()]).toEqual(['{"id":1}\n']);
    const [{ query }] = backend.asked('GET /runs/export');
    expect(Object.fromEntries(query)).toEqual({
      format: 'jsonl',
      entityRef: PAYMENTS,
      status: 'failed,running',
      from: expect.stringMatching(/Z$/),
    });
  });

  it('shows how far it is, and can be cancelled', async () => {
    const disk = Disk.withPicker();
    const { readable, writable } = new TransformStream<Uint8Array>();
    await exportAs('CSV', new Response(readable));
    await writable.getWriter().write(new Uint8Array(2500));
    expect(await screen.findByText('2.5 kB')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Cancel the export' }),
    );
    expect(await screen.findByText(/was cancelled/)).toBeVisible();
    await until(() => disk.leftovers.size === 0);
    expect(disk.files.size).toBe(0);
  });
});
