import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { runPage, runsTab } from '../plugin';
import { addressBar } from '../testing/AddressBar';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { aRun, PAYMENTS, runId } from '../testing/builders';
import { openApp, openEntityPage } from '../testing/openPage';
import { until } from '../testing/until';

async function aPage(search: string, runs = [aRun()]) {
  const backend = new HttpBackend();
  backend.runs = runs;
  openApp(backend, [runPage, addressBar], `/temporal/runs${search}`);
  await screen.findByRole('search');
  await until(() => lastQuery(backend).limit !== undefined);
  return backend;
}

function lastQuery(backend: HttpBackend): Record<string, string> {
  const query = backend.asked('GET /runs').at(-1)?.query;
  return Object.fromEntries(query ?? []);
}

function addressOfPage() {
  const text = screen.getByRole('status', { name: 'Address' }).textContent;
  return new URL(text ?? '', 'http://app.test').searchParams;
}

describe('the filters of runs', () => {
  it('come from the address, and are asked of the backend', async () => {
    const filters = {
      status: 'running,failed',
      initiator: 'user:default/ada',
      owner: 'group:default/payments',
      entityRef: PAYMENTS,
      action: 'action:default/migrate',
      text: 'release',
      from: '2026-11-23T08:00:00.000Z',
      to: '2026-11-24T08:00:00.000Z',
    };
    const backend = await aPage(`?${new URLSearchParams(filters)}`);
    expect(lastQuery(backend)).toEqual({ ...filters, limit: '20' });
    expect(screen.getByLabelText('Team')).toHaveValue(filters.owner);
    expect(
      screen.getByRole('button', { name: /Running.*Failed.*Status/ }),
    ).toBeVisible();
  });

  it.each([
    ['Started by', 'initiator', 'user:default/sam'],
    ['Team', 'owner', 'group:default/payments'],
    ['Entity', 'entityRef', PAYMENTS],
    ['Action', 'action', 'action:default/migrate'],
    ['Words in a reason', 'text', 'Monday'],
  ])('%s applies with Enter and goes back', async (label, name, value) => {
    const backend = await aPage('');
    await userEvent.type(screen.getByLabelText(label), `${value}{Enter}`);
    await until(() => lastQuery(backend)[name] === value);
    expect(addressOfPage().get(name)).toBe(value);
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await until(() => lastQuery(backend)[name] === undefined);
    expect(screen.getByLabelText(label)).toHaveValue('');
  });

  it('several statuses apply together, once they are chosen', async () => {
    const backend = await aPage('');
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: /Status/ }));
    await user.click(await screen.findByRole('option', { name: 'Failed' }));
    await user.click(screen.getByRole('option', { name: 'Rejected' }));
    expect(lastQuery(backend).status).toBeUndefined();
    await user.keyboard('{Escape}');
    await until(() => lastQuery(backend).status === 'failed,rejected');
    expect(addressOfPage().get('status')).toBe('failed,rejected');
  });

  it.each([
    ['Mine', 'initiator', /^user:default\/ada$/],
    ['Open', 'status', /^requested,.*running,.*unknown$/],
    ['Failed', 'status', /^failed,timed-out$/],
  ])('have a shortcut: %s', async (label, name, value) => {
    const backend = await aPage('?text=release');
    const shortcut = await screen.findByRole('button', { name: label });
    await waitFor(() => expect(shortcut).toBeEnabled());
    await userEvent.click(shortcut);
    await until(() => lastQuery(backend)[name] !== undefined);
    expect(lastQuery(backend)[name]).toMatch(value);
    expect(lastQuery(backend).text).toBe('release');
    expect(shortcut).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(shortcut);
    await until(() => lastQuery(backend)[name] === undefined);
    expect(shortcut).toHaveAttribute('aria-pressed', 'false');
  });

  it('a quick choice of time moves with the clock', async () => {
    const backend = await aPage('?last=hour');
    const from = Date.parse(lastQuery(backend).from);
    expect(Date.now() - from).toBeGreaterThanOrEqual(60 * 60_000);
    await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
    await until(() => Date.parse(lastQuery(backend).from) > from);
  });

  it.each([
    ['Only by user:default/ada', 'initiator', 'user:default/ada'],
    [`Only on ${PAYMENTS}`, 'entityRef', PAYMENTS],
    ['Only action:default/migrate', 'action', 'action:default/migrate'],
  ])('narrow from a row: %s', async (label, name, value) => {
    const backend = await aPage('?status=running');
    const row = await screen.findByRole('row', { name: /Migrate database/ });
    await userEvent.click(within(row).getByRole('button', { name: label }));
    await until(() => lastQuery(backend)[name] === value);
    expect(addressOfPage().get('status')).toBe('running');
    await waitFor(() => expect(screen.getByText('1 run')).toHaveFocus());
  });

  it('are cleared all together when nothing matches', async () => {
    await aPage('?status=failed');
    expect(
      await screen.findByText('No run matches these filters'),
    ).toBeInTheDocument();
    const [inForm] = screen.getAllByRole('button', { name: 'Clear all' });
    await userEvent.click(inForm);
    expect(
      await screen.findByRole('row', { name: /Migrate database/ }),
    ).toBeVisible();
    expect(addressOfPage().size).toBe(0);
  });

  it('that mean nothing are marked, and nothing is looked for', async () => {
    const backend = new HttpBackend();
    openApp(
      backend,
      [runPage],
      '/temporal/runs?status=fine&owner=payments&entityRef=a&action=b&from=now',
    );
    expect(
      await screen.findByText('Nothing was looked for'),
    ).toBeInTheDocument();
    for (const label of ['Team', 'Entity', 'Action', /^From/]) {
      expect(screen.getByLabelText(label)).toBeInvalid();
    }
    expect(screen.getByText(/no such status/)).toBeVisible();
    expect(screen.getByLabelText('Team')).toHaveAccessibleDescription(
      /group:default\/payments/,
    );
    expect(backend.count('GET /runs')).toBe(0);
  });

  it('that the backend refuses are marked in its words', async () => {
    const backend = new HttpBackend();
    const fields = [{ path: '/initiator', message: 'is nobody we know' }];
    backend.answer('GET /runs', () =>
      failure(400, { name: 'InputError', message: 'Wrong', fields }),
    );
    openApp(backend, [runPage], '/temporal/runs?initiator=x');
    const field = await screen.findByLabelText('Started by');
    await waitFor(() =>
      expect(field).toHaveAccessibleDescription('is nobody we know'),
    );
    await userEvent.type(field, 'y');
    expect(field).toBeValid();
  });

  it('of an entity narrow its own runs only', async () => {
    const backend = new HttpBackend();
    const failed = aRun({ id: runId(2), status: 'failed' });
    backend.runs = [failed, aRun()];
    openEntityPage(backend, runsTab);
    await until(() => screen.queryAllByRole('row').length === 3);
    expect(screen.queryByLabelText('Entity')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Failed' }));
    await until(() => screen.getAllByRole('row').length === 2);
    expect(lastQuery(backend)).toEqual({
      entityRef: PAYMENTS,
      status: 'failed,timed-out',
      limit: '20',
    });
  });
});
