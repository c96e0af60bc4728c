import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Decision, RunDetail } from 'backstage-plugin-temporal-common';
import { runPage } from '../plugin';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { aDetail, runId } from '../testing/builders';
import { openApp } from '../testing/openPage';

const yes: Decision = { allowed: true };
const no: Decision = { allowed: false, reason: 'Not yours', ask: [] };

function aPage(part: Partial<RunDetail>) {
  const backend = new HttpBackend();
  const asked: unknown[] = [];
  backend.runs = [aDetail(part)];
  for (const verb of ['cancel', 'terminate']) {
    backend.answer(`POST /runs/${runId(1)}/${verb}`, ({ body }) => {
      asked.push(body);
      return Response.json(aDetail({ ...part, status: 'stopping' }));
    });
  }
  openApp(backend, [runPage], `/temporal/runs/${runId(1)}`);
  return { backend, asked };
}

async function openDialog(button: string) {
  await userEvent.click(await screen.findByRole('button', { name: button }));
  return within(await screen.findByRole('dialog'));
}

describe('stopping a run', () => {
  it('asks why before it does anything, then sends the reason', async () => {
    const { asked } = aPage({ mayStop: { cancel: yes, terminate: no } });
    const dialog = await openDialog('Cancel run');
    const submit = dialog.getByRole('button', { name: 'Cancel the run' });
    expect(submit).toBeDisabled();
    const reason = dialog.getByRole('textbox', { name: /Reason/ });
    await userEvent.type(reason, 'Wrong database');
    await userEvent.dblClick(submit);
    expect(asked).toEqual([{ reason: 'Wrong database' }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says before terminating that nothing is cleaned up', async () => {
    aPage({ mayStop: { cancel: yes, terminate: yes } });
    const dialog = await openDialog('Terminate');
    expect(dialog.getByText(/Nothing it has done is undone/)).toBeVisible();
  });

  it('keeps the reason and says why when it was not stopped', async () => {
    const { backend } = aPage({ mayStop: { cancel: yes, terminate: no } });
    backend.answer(`POST /runs/${runId(1)}/cancel`, () =>
      failure(409, { name: 'ConflictError', message: 'Run 1 is over' }),
    );
    const dialog = await openDialog('Cancel run');
    const reason = dialog.getByRole('textbox', { name: /Reason/ });
    await userEvent.type(reason, 'Too slow');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Cancel the run' }),
    );
    expect(await dialog.findByText('Run 1 is over')).toBeVisible();
    expect(reason).toHaveValue('Too slow');
  });

  it('offers nothing to those who may not', async () => {
    aPage({ mayStop: { cancel: no, terminate: no } });
    await screen.findByText('Migrate database');
    expect(screen.queryByRole('button', { name: 'Cancel run' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Terminate' })).toBeNull();
  });

  it('says who stopped it, and why', async () => {
    aPage({
      status: 'terminated',
      stop: {
        verb: 'terminate',
        by: 'user:default/nina',
        reason: 'It hung <b>again</b>',
        at: '2026-11-23T08:00:03.000Z',
      },
    });
    // At the top, and among who did what.
    expect(await screen.findAllByText(/It hung <b>again<\/b>/)).toHaveLength(2);
  });
});
