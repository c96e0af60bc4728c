import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { OfferedAction } from 'backstage-plugin-temporal-common';
import { actionsCard } from '../plugin';
import { failure, HttpBackend, type Arrived } from '../testing/HttpBackend';
import { aRun, anAction, PAYMENTS } from '../testing/builders';
import { openEntityPage } from '../testing/openPage';
import { until } from '../testing/until';

async function aDialog(part: Partial<OfferedAction> = {}) {
  const backend = new HttpBackend();
  backend.offered = { items: [anAction(part)] };
  backend.answer('POST /runs', () => {
    backend.runs = [aRun({ version: 5 })];
    return Response.json(backend.runs[0], { status: 201 });
  });
  openEntityPage(backend, actionsCard);
  const user = userEvent.setup();
  const run = await screen.findByRole('button', { name: /^Run Migrate/ });
  await user.click(run);
  const dialog = await screen.findByRole('dialog');
  return { backend, user, run, dialog: within(dialog) };
}

type Opened = Awaited<ReturnType<typeof aDialog>>;

async function fillIn({ user, dialog }: Opened, text: string) {
  await user.type(await dialog.findByLabelText(/Last version/), text);
  await user.click(dialog.getByRole('button', { name: 'Review' }));
  return dialog.findByRole('button', { name: 'Run now' });
}

function keysOf(requests: readonly Arrived[]): readonly unknown[] {
  return requests.map(({ body }) =>
    typeof body === 'object' && body && 'requestKey' in body
      ? body.requestKey
      : undefined,
  );
}

function leave(): Event {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return event;
}

describe('the dialog that starts a run', () => {
  it('shows what will run, on what, as whom and with what', async () => {
    const opened = await aDialog();
    await fillIn(opened, '0042');
    const { dialog } = opened;
    expect(dialog.getByText('payments-api')).toBeVisible();
    expect(await dialog.findByText('ada')).toBeVisible();
    expect(dialog.getByText('Last version')).toBeVisible();
    expect(dialog.getByText('0042')).toBeVisible();
  });

  it('shows the started run at once, and gives the focus back', async () => {
    const opened = await aDialog();
    const { backend, user, run } = opened;
    await user.click(await fillIn(opened, '0042'));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(screen.getByText('Running')).toBeVisible();
    await waitFor(() => expect(run).toHaveFocus());
    expect(backend.asked('POST /runs')[0].body).toMatchObject({
      action: 'action:default/migrate',
      entityRef: PAYMENTS,
      input: { to: '0042' },
    });
  });

  it('puts what the backend found wrong at the field, and loses nothing', async () => {
    const opened = await aDialog();
    const { backend, user, dialog } = opened;
    backend.answer('POST /runs', () =>
      failure(400, {
        name: 'InputError',
        message: 'The input does not fit',
        fields: [{ path: '/input/to', message: 'There is no such version' }],
      }),
    );
    await user.click(await fillIn(opened, '0042'));
    const field = await dialog.findByLabelText(/Last version/);
    expect(field).toHaveValue('0042');
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription(/There is no such version/);
    await user.type(field, '3');
    expect(dialog.queryByText('There is no such version')).toBeNull();
  });

  it('starts once however often it is clicked', async () => {
    const opened = await aDialog();
    const { backend, user } = opened;
    await user.dblClick(await fillIn(opened, '0042'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(backend.count('POST /runs')).toBe(1);
  });

  it.each([
    [
      'no clear answer',
      () => failure(503, { name: 'ServiceUnavailableError', message: 'Off' }),
    ],
    [
      'a session that ended',
      () => failure(401, { name: 'AuthenticationError', message: 'Who?' }),
    ],
    ['no network', () => Promise.reject(new TypeError('Failed to fetch'))],
    [
      'a Backstage that is still starting',
      () => new Response('', { status: 404 }),
    ],
    [
      'too many starts',
      () => failure(429, { name: 'TooManyRequestsError', message: 'Slowly' }),
    ],
  ])('sends the same key again after %s', async (_, answer) => {
    const opened = await aDialog();
    const { backend, user, dialog } = opened;
    backend.answer('POST /runs', answer);
    await user.click(await fillIn(opened, '0042'));
    await dialog.findByRole('alert');
    expect(dialog.getByText('0042')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Try again' }));
    await until(() => backend.count('POST /runs') === 2);
    const [first, second] = keysOf(backend.asked('POST /runs'));
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
  });

  it('takes a new key after a definite refusal', async () => {
    const opened = await aDialog();
    const { backend, user, dialog } = opened;
    backend.answer('POST /runs', () =>
      failure(409, {
        name: 'ConflictError',
        message: 'Another run is not finished',
      }),
    );
    await user.click(await fillIn(opened, '0042'));
    expect(
      await dialog.findByText('Another run is not finished'),
    ).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Try again' }));
    await until(() => backend.count('POST /runs') === 2);
    const [first, second] = keysOf(backend.asked('POST /runs'));
    expect(second).not.toBe(first);
  });

  it('keeps what was typed when it is closed and opened again', async () => {
    const { user, run, dialog } = await aDialog();
    await user.type(await dialog.findByLabelText(/Last version/), '0042');
    await user.keyboard('{Escape}');
    await user.click(run);
    expect(await screen.findByLabelText(/Last version/)).toHaveValue('0042');
  });

  it('warns before a reload while something typed is open', async () => {
    const { user, dialog } = await aDialog();
    await user.type(await dialog.findByLabelText(/Last version/), '0042');
    expect(leave().defaultPrevented).toBe(true);
    await user.keyboard('{Escape}');
    expect(leave().defaultPrevented).toBe(false);
  });

  it('asks to confirm what can not be undone', async () => {
    const opened = await aDialog({ confirm: 'The data is dropped.' });
    const submit = await fillIn(opened, '0042');
    expect(submit).toBeDisabled();
    await opened.user.click(
      opened.dialog.getByRole('checkbox', {
        description: 'The data is dropped.',
      }),
    );
    expect(submit).toBeEnabled();
  });

  it('asks for nothing when the action takes no inputs', async () => {
    const { dialog } = await aDialog({ input: { type: 'object' } });
    expect(dialog.getByRole('button', { name: 'Run now' })).toBeEnabled();
    expect(dialog.getByText('This action takes no inputs.')).toBeVisible();
  });
});
