import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Decision, RunDetail } from 'backstage-plugin-temporal-common';
import { runPage } from '../plugin';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { aDetail, anAction, PAYMENTS, runId } from '../testing/builders';
import { openApp } from '../testing/openPage';

const yes: Decision = { allowed: true };
const no: Decision = {
  allowed: false,
  reason: 'You do not own it; ask group:default/payments',
  ask: ['group:default/payments'],
};
const atStep = {
  decision: yes,
  plan: { from: 'failed-step', step: 'apply', again: ['prepare'] },
} as const;

function aPage(part: Partial<RunDetail>) {
  const backend = new HttpBackend();
  backend.runs = [aDetail({ status: 'failed', ...part })];
  backend.offered = { items: [anAction()] };
  openApp(backend, [runPage], `/temporal/runs/${runId(1)}`);
  return backend;
}

async function openDialog(button: string) {
  await userEvent.click(await screen.findByRole('button', { name: button }));
  return within(await screen.findByRole('dialog'));
}

describe('retrying a run', () => {
  it('says where it goes on, asks why, and sends it once', async () => {
    const backend = aPage({ mayRetry: atStep, attempt: 2 });
    backend.answer(`POST /runs/${runId(1)}/retry`, () =>
      Response.json(aDetail()),
    );
    const dialog = await openDialog('Retry');
    expect(dialog.getByText(/goes on at apply, which failed/)).toBeVisible();
    expect(
      dialog.getByText(/because they ran beside it: prepare/),
    ).toBeVisible();
    const submit = dialog.getByRole('button', { name: 'Retry the run' });
    expect(submit).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox'), 'Mended');
    await userEvent.dblClick(submit);
    const asked = backend.asked(`POST /runs/${runId(1)}/retry`);
    expect(asked.map(({ body }) => body)).toEqual([
      { attempt: 2, reason: 'Mended' },
    ]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says why it would begin anew', async () => {
    const why = 'After apply had failed, undo was begun.';
    aPage({ mayRetry: { decision: yes, plan: { from: 'beginning', why } } });
    const dialog = await openDialog('Retry');
    expect(dialog.getByText(/every step is done again.*undo/)).toBeVisible();
  });

  it('keeps the reason when somebody else was faster', async () => {
    const backend = aPage({ mayRetry: atStep });
    backend.answer(`POST /runs/${runId(1)}/retry`, () => {
      backend.runs = [aDetail({ status: 'running', attempt: 2 })];
      return failure(409, {
        name: 'ConflictError',
        message: 'In attempt 2 by now',
      });
    });
    const dialog = await openDialog('Retry');
    const reason = dialog.getByRole('textbox');
    await userEvent.type(reason, 'Mended');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Retry the run' }),
    );
    expect(await dialog.findByText('In attempt 2 by now')).toBeVisible();
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: 'Retry', hidden: true }),
      ).toBeNull(),
    );
    expect(reason).toHaveValue('Mended');
    expect(reason).toBeVisible();
  });

  it('is off for those who may not, with whom to ask', async () => {
    aPage({ mayRetry: { decision: no } });
    const button = await screen.findByRole('button', { name: 'Retry' });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(/You do not own it; ask/);
  });

  it('is not there while it goes on', async () => {
    aPage({ status: 'running' });
    await screen.findByText('Migrate database');
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Run again' })).toBeNull();
  });
});

describe('the attempts of a run', () => {
  it('are told when there are several: who, why, from where, how it ended', async () => {
    aPage({
      attempts: [
        {
          number: 1,
          at: '2026-11-23T08:00:00.000Z',
          status: 'failed',
          failure: { message: 'syntax error' },
        },
        {
          number: 2,
          at: '2026-11-23T09:00:00.000Z',
          by: 'user:default/nina',
          reason: 'The file is mended',
          from: { from: 'failed-step', step: 'apply', again: [] },
          status: 'succeeded',
        },
      ],
    });
    const list = await screen.findByRole('region', { name: 'Attempts' });
    const [first, second] = within(list).getAllByRole('listitem');
    expect(first).toHaveTextContent(/syntax error/);
    expect(second).toHaveTextContent(/Succeeded/);
    expect(second).toHaveTextContent(/nina/);
    expect(second).toHaveTextContent(/from apply/);
    expect(second).toHaveTextContent(/The file is mended/);
  });
});

describe('running again', () => {
  const inputs = {
    visible: true,
    value: { input: { to: '0003' } },
  } as const;

  it('starts the action with the same inputs, once they were looked at', async () => {
    const backend = aPage({ payloads: inputs });
    const dialog = await openDialog('Run again');
    expect(dialog.getByRole('textbox', { name: /Last version/ })).toHaveValue(
      '0003',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Review' }));
    await userEvent.click(await dialog.findByRole('button', { name: /^Run/ }));
    expect(backend.asked('POST /runs')).toMatchObject([
      { body: { entityRef: PAYMENTS, input: { to: '0003' } } },
    ]);
  });

  it('loads large inputs first', async () => {
    const backend = aPage({
      payloads: { visible: true, value: { large: { input: 90_000 } } },
    });
    backend.answer(`GET /runs/${runId(1)}/payloads`, () =>
      Response.json({ input: { to: 'far' } }),
    );
    const dialog = await openDialog('Run again');
    expect(dialog.getByRole('textbox', { name: /Last version/ })).toHaveValue(
      'far',
    );
  });

  it('asks anew for secrets, and fills in all the rest', async () => {
    const input = {
      to: '0003',
      login: { name: 'admin', password: { 'temporal.io/secret': true } },
    } as const;
    const backend = aPage({ payloads: { visible: true, value: { input } } });
    const text = { type: 'string' };
    const login = {
      type: 'object',
      required: ['password'],
      properties: { name: text, password: { ...text, writeOnly: true } },
    };
    const schema = { type: 'object', properties: { to: text, login } };
    backend.offered = { items: [anAction({ input: schema })] };
    const dialog = await openDialog('Run again');
    expect(dialog.getByText('Secrets are not kept here')).toBeVisible();
    expect(await dialog.findByLabelText('to')).toHaveValue('0003');
    expect(dialog.getByLabelText('name')).toHaveValue('admin');
    const password = dialog.getByLabelText(/^password/);
    expect(password).toHaveValue('');
    await userEvent.click(dialog.getByRole('button', { name: 'Review' }));
    expect(password).toHaveAccessibleDescription(/Fill this in/);
    await userEvent.type(password, 'canary');
    await userEvent.click(dialog.getByRole('button', { name: 'Review' }));
    await userEvent.click(await dialog.findByRole('button', { name: /^Run/ }));
    expect(backend.asked('POST /runs')).toMatchObject([
      {
        body: {
          input: { to: '0003', login: { name: 'admin', password: 'canary' } },
        },
      },
    ]);
  });

  it('is off when the inputs are hidden', async () => {
    aPage({ payloads: { visible: false, decision: no } });
    const button = await screen.findByRole('button', { name: 'Run again' });
    expect(button).toHaveAccessibleDescription(/You may not see its inputs/);
  });

  it('is off when the action is gone', async () => {
    const backend = aPage({ payloads: inputs });
    backend.offered = { items: [] };
    expect(
      await screen.findByText(/Its action is not offered on/),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Run again' })).toBeDisabled();
  });
});

describe('pausing', () => {
  it('asks why, then sends the reason', async () => {
    const backend = aPage({
      status: 'running',
      mayPause: { verb: 'pause', decision: yes },
    });
    backend.answer(`POST /runs/${runId(1)}/pause`, () =>
      Response.json(aDetail({ status: 'paused' })),
    );
    const dialog = await openDialog('Pause');
    await userEvent.type(dialog.getByRole('textbox'), 'Look first');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Pause the run' }),
    );
    const [asked] = backend.asked(`POST /runs/${runId(1)}/pause`);
    expect(asked.body).toEqual({ reason: 'Look first' });
  });

  it('offers to let it go on when it is paused', async () => {
    aPage({
      status: 'paused',
      mayPause: { verb: 'unpause', decision: yes },
    });
    const dialog = await openDialog('Let go on');
    expect(dialog.getByText(/goes on where it was paused/)).toBeVisible();
  });
});
