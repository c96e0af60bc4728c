import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { auditPage } from '../plugin';
import { addressBar } from '../testing/AddressBar';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { aRecord, PAYMENTS, runId } from '../testing/builders';
import { openApp } from '../testing/openPage';
import { until } from '../testing/until';

const record = aRecord({ caller: 'external:machine:ci' });

async function aPage(search: string, records = [record]) {
  const backend = new HttpBackend();
  backend.records = records;
  openApp(backend, [auditPage, addressBar], `/temporal/audit${search}`);
  await screen.findByRole('search');
  return backend;
}

function lastQuery(backend: HttpBackend) {
  const query = backend.asked('GET /audit').at(-1)?.query;
  return Object.fromEntries(query ?? []);
}

function addressOfPage() {
  const text = screen.getByRole('status', { name: 'Address' }).textContent;
  return new URL(text ?? '', 'http://app.test').searchParams;
}

async function choose(label: string, option: string) {
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: new RegExp(label) }));
  await user.click(await screen.findByRole('option', { name: option }));
}

describe('the filters of the audit', () => {
  it('come from the address', async () => {
    const backend = await aPage(
      `?event=run-cancel&outcome=denied&person=user:default/ada&run=${runId(
        1,
      )}`,
    );
    await until(() => backend.count('GET /audit') === 1);
    expect(lastQuery(backend)).toEqual({
      limit: '50',
      event: 'run-cancel',
      outcome: 'denied',
      person: 'user:default/ada',
      run: runId(1),
    });
    expect(screen.getByLabelText('Person or machine')).toHaveValue(
      'user:default/ada',
    );
    expect(
      screen.getByRole('button', { name: /Cancel a run.*What was tried/ }),
    ).toBeVisible();
  });

  it('apply with Enter, go to the address, and go back with it', async () => {
    const backend = await aPage('');
    await userEvent.type(
      screen.getByLabelText('Entity'),
      ` ${PAYMENTS}{Enter}`,
    );
    await until(() => backend.count('GET /audit') === 2);
    expect(lastQuery(backend).entityRef).toBe(PAYMENTS);
    expect(addressOfPage().get('entityRef')).toBe(PAYMENTS);
    expect(screen.getByLabelText('Entity')).toHaveFocus();
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await until(() => backend.count('GET /audit') === 3);
    expect(lastQuery(backend)).toEqual({ limit: '50' });
    expect(screen.getByLabelText('Entity')).toHaveValue('');
  });

  it('apply at once when they are chosen, with what was typed', async () => {
    const backend = await aPage('');
    await userEvent.type(screen.getByLabelText('Person or machine'), 'ci');
    await choose('Outcome', 'Denied');
    await until(() => backend.count('GET /audit') === 2);
    expect(lastQuery(backend)).toMatchObject({
      outcome: 'denied',
      person: 'ci',
    });
    await choose('Time', 'Last hour');
    await until(() => backend.count('GET /audit') === 3);
    const from = Date.parse(lastQuery(backend).from);
    expect(Date.now() - from).toBeGreaterThanOrEqual(60 * 60_000);
    expect(Date.now() - from).toBeLessThan(61 * 60_000);
    expect(addressOfPage().get('last')).toBe('hour');
    await choose('Outcome', 'Any');
    await until(() => backend.count('GET /audit') === 4);
    expect(addressOfPage().has('outcome')).toBe(false);
  });

  it('take moments where the person is, and keep them in UTC', async () => {
    const backend = await aPage('?last=hour');
    fireEvent.change(screen.getByLabelText(/^From/), {
      target: { value: '2026-11-23T08:30' },
    });
    fireEvent.change(screen.getByLabelText(/^Before/), {
      target: { value: '2026-11-23T09:00' },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Filter' }));
    await until(() => backend.count('GET /audit') === 2);
    expect(lastQuery(backend)).toEqual({
      limit: '50',
      from: new Date(2026, 10, 23, 8, 30).toISOString(),
      to: new Date(2026, 10, 23, 9).toISOString(),
    });
    expect(addressOfPage().has('last')).toBe(false);
  });

  it.each([
    ['Only by external:machine:ci', 'person', 'external:machine:ci'],
    [`Only on ${PAYMENTS}`, 'entityRef', PAYMENTS],
    ['Only action:default/migrate', 'action', 'action:default/migrate'],
    ['Only this run', 'run', runId(1)],
  ])('narrow from a row: %s', async (label, name, value) => {
    const backend = await aPage('?outcome=succeeded');
    const row = await screen.findByRole('row', { name: /Start a run/ });
    await userEvent.click(within(row).getByRole('button', { name: label }));
    await until(() => backend.count('GET /audit') === 2);
    expect(Object.fromEntries(addressOfPage())).toEqual({
      outcome: 'succeeded',
      [name]: value,
    });
    await screen.findByRole('row', { name: /Start a run/ });
    expect(screen.queryByRole('button', { name: label })).toBeNull();
    // The button is gone; what was found is where the keyboard goes on.
    expect(screen.getByText('1 record')).toHaveFocus();
  });

  it('are cleared all together when nothing matches', async () => {
    const backend = await aPage('?outcome=denied&last=week', []);
    expect(
      await screen.findByText('No record matches these filters'),
    ).toBeInTheDocument();
    backend.records = [record];
    const [inForm] = screen.getAllByRole('button', { name: 'Clear all' });
    await userEvent.click(inForm);
    await screen.findByRole('row', { name: /Start a run/ });
    expect(addressOfPage().size).toBe(0);
  });

  it('that mean nothing are marked, and nothing is looked for', async () => {
    const backend = await aPage(
      '?event=dance&outcome=fine&last=ever&from=now&person=ada&run=1&entityRef=a&action=b',
    );
    expect(
      await screen.findByText('Nothing was looked for'),
    ).toBeInTheDocument();
    expect(screen.getByLabelText('Run')).toHaveAccessibleDescription(
      /id of a run/,
    );
    expect(screen.getByLabelText('Entity')).toBeInvalid();
    expect(screen.getByLabelText('Action')).toBeInvalid();
    expect(screen.getByLabelText(/^From/)).toBeInvalid();
    expect(screen.getByLabelText('Person or machine')).toBeValid();
    expect(screen.getByText(/Nothing by this name/)).toBeVisible();
    expect(screen.getByText(/no such outcome/)).toBeVisible();
    expect(screen.getByText(/no such choice/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Export' })).toBeDisabled();
    expect(backend.count('GET /audit')).toBe(0);
  });

  it('that the backend refuses are marked in its words', async () => {
    const backend = new HttpBackend();
    const fields = [{ path: '/person', message: 'is nobody we know' }];
    backend.answer('GET /audit', () =>
      failure(400, { name: 'InputError', message: 'Wrong', fields }),
    );
    openApp(backend, [auditPage], '/temporal/audit?person=x');
    const field = await screen.findByLabelText('Person or machine');
    await waitFor(() =>
      expect(field).toHaveAccessibleDescription('is nobody we know'),
    );
    await userEvent.type(field, 'y');
    expect(field).toBeValid();
  });
});
