import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { OfferedAction } from 'backstage-plugin-temporal-common';
import { actionsCard } from '../plugin';
import { failure, HttpBackend, type Arrived } from '../testing/HttpBackend';
import { aRun, anAction } from '../testing/builders';
import { openEntityPage } from '../testing/openPage';
import { until } from '../testing/until';

const CANARY = 'canary-5f2c';

const rotation = {
  type: 'object',
  required: ['password'],
  properties: {
    to: { type: 'string', title: 'Last version' },
    password: {
      type: 'string',
      title: 'Admin password',
      format: 'password',
      description: 'That of the database',
    },
  },
};

async function aDialog(part: Partial<OfferedAction> = {}) {
  const backend = new HttpBackend();
  backend.offered = { items: [anAction({ input: rotation, ...part })] };
  backend.answer('POST /runs', () => {
    backend.runs = [aRun({ version: 5 })];
    return Response.json(backend.runs[0], { status: 201 });
  });
  openEntityPage(backend, actionsCard);
  const user = userEvent.setup();
  const run = await screen.findByRole('button', { name: /^Run Migrate/ });
  const open = async () => {
    await user.click(run);
    return within(await screen.findByRole('dialog'));
  };
  return { backend, user, open, dialog: await open() };
}

type Opened = Awaited<ReturnType<typeof aDialog>>;

async function fillIn({ user }: Opened, secret: string) {
  await user.type(await screen.findByLabelText(/^Admin password/), secret);
  await user.click(screen.getByRole('button', { name: 'Review' }));
  await user.click(await screen.findByRole('button', { name: 'Run now' }));
}

function keyOf({ body }: Arrived): unknown {
  return typeof body === 'object' && body && 'requestKey' in body
    ? body.requestKey
    : undefined;
}

describe('a secret in the form of an action', () => {
  it('is hidden until somebody asks to see it, and no browser keeps it', async () => {
    const { user, dialog } = await aDialog();
    const field = await dialog.findByLabelText(/^Admin password/);
    expect(field).toHaveAttribute('type', 'password');
    expect(field).toHaveAttribute('autocomplete', 'new-password');
    await user.type(field, CANARY);
    await user.tab();
    expect(
      dialog.getByRole('button', { name: 'Show Admin password' }),
    ).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(field).toHaveAttribute('type', 'text');
    expect(field).toHaveAttribute('spellcheck', 'false');
    await user.keyboard('{Enter}');
    expect(field).toHaveAttribute('type', 'password');
  });

  it('says what becomes of it', async () => {
    const { dialog } = await aDialog();
    const field = await dialog.findByLabelText(/^Admin password/);
    expect(field).toHaveAccessibleDescription(
      'That of the database Sealed before it is stored; not shown again.',
    );
    expect(dialog.getAllByText(/Sealed before/)).toHaveLength(1);
  });

  it.each([
    [
      'an alternative',
      { oneOf: [{ type: 'string', title: 'Key', writeOnly: true }] },
    ],
    ['a definition', { $ref: '#/definitions/pin' }],
    ['parts', { allOf: [{ type: 'string' }, { format: 'password' }] }],
    [
      'what is inside of a secret',
      {
        type: 'object',
        writeOnly: true,
        properties: { key: { type: 'string', title: 'Key' } },
      },
    ],
    [
      'any other field',
      {
        type: 'object',
        properties: { key: { type: 'string', title: 'Key', writeOnly: true } },
      },
    ],
  ])('is found in %s, and masked at the review', async (_, field) => {
    const { user, dialog } = await aDialog({
      input: {
        type: 'object',
        properties: { login: { title: 'Login', ...field } },
        definitions: { pin: { type: 'string', format: 'password' } },
      },
    });
    const [text] = await dialog.findAllByLabelText(/^(Login|Key)/, {
      selector: 'input',
    });
    expect(text).toHaveAttribute('type', 'password');
    await user.type(text, CANARY);
    await user.click(dialog.getByRole('button', { name: 'Review' }));
    await dialog.findByRole('button', { name: 'Run now' });
    expect(dialog.getByRole('img', { name: /Secret/ })).toBeVisible();
    expect(document.body.innerHTML).not.toContain(CANARY);
  });

  it('may have lines, and be a number', async () => {
    const opened = await aDialog({
      input: {
        type: 'object',
        properties: {
          key: {
            type: 'string',
            title: 'Key',
            format: 'password',
            contentMediaType: 'application/x-pem-file',
          },
          pin: { type: 'integer', title: 'Pin', format: 'password' },
        },
      },
    });
    const { backend, user, dialog } = opened;
    await user.type(await dialog.findByLabelText('Key'), 'one{Enter}two');
    await user.type(dialog.getByLabelText('Pin'), '4711');
    await user.click(dialog.getByRole('button', { name: 'Show Key' }));
    await user.click(dialog.getByRole('button', { name: 'Review' }));
    await user.click(await dialog.findByRole('button', { name: 'Run now' }));
    await until(() => backend.count('POST /runs') === 1);
    expect(backend.asked('POST /runs')[0].body).toMatchObject({
      input: { key: 'one\ntwo', pin: 4711 },
    });
  });

  it('does not decide about approvals by what it is', async () => {
    const { user, dialog } = await aDialog({
      approval: {
        who: ['group:default/security'],
        quorum: 1,
        reasonRequired: false,
        demanded: false,
        when: { 'input.password': CANARY },
      },
    });
    await user.type(await dialog.findByLabelText(/^Admin password/), CANARY);
    await user.click(dialog.getByRole('button', { name: 'Review' }));
    expect(await dialog.findByText(/starts at once/)).toBeVisible();
  });

  it('stays in the form after a start that failed, with what is wrong', async () => {
    const opened = await aDialog();
    const { backend, dialog } = opened;
    backend.answer('POST /runs', () =>
      failure(400, {
        name: 'InputError',
        message: 'The input does not fit',
        fields: [{ path: '/input/password', message: 'is too short' }],
      }),
    );
    await fillIn(opened, CANARY);
    const field = await dialog.findByLabelText(/^Admin password/);
    await waitFor(() =>
      expect(field).toHaveAccessibleDescription(/is too short/),
    );
    expect(field).toHaveValue(CANARY);
  });

  it('is forgotten when the form is closed; all the rest is kept', async () => {
    const { user, open, dialog } = await aDialog();
    await user.type(await dialog.findByLabelText('Last version'), '0042');
    await user.type(dialog.getByLabelText(/^Admin password/), CANARY);
    await user.keyboard('{Escape}');
    const again = await open();
    expect(await again.findByLabelText('Last version')).toHaveValue('0042');
    expect(again.getByLabelText(/^Admin password/)).toHaveValue('');
    expect(again.getByText('Secrets are not kept here')).toBeVisible();
    expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toMatch(
      CANARY,
    );
  });

  it('continues the same request when it is typed once more', async () => {
    const opened = await aDialog();
    const { backend, user, open } = opened;
    backend.answer('POST /runs', () =>
      failure(503, { name: 'ServiceUnavailableError', message: 'Off' }),
    );
    await fillIn(opened, CANARY);
    await screen.findByRole('alert');
    await user.keyboard('{Escape}');
    await open();
    await fillIn(opened, CANARY);
    await until(() => backend.count('POST /runs') === 2);
    const [first, second] = backend.asked('POST /runs').map(keyOf);
    expect(second).toBe(first);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
  });
});
