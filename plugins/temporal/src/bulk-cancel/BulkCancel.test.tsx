import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { runPage } from '../plugin';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { aRun, runId } from '../testing/builders';
import { openApp } from '../testing/openPage';
import { pause, until } from '../testing/until';

/** A page with open runs, and one above them that is over. */
async function aPage(count: number) {
  const backend = new HttpBackend();
  const open = Array.from({ length: count }, (_, index) =>
    aRun({
      id: runId(index + 1),
      action: { ref: 'action:default/migrate', title: `Migrate ${index + 1}` },
    }),
  );
  backend.runs = [aRun({ id: runId(99), status: 'succeeded' }), ...open];
  const reasons: unknown[] = [];
  for (const { id } of open) {
    backend.answer(`POST /runs/${id}/cancel`, ({ body }) => {
      reasons.push(body);
      return Response.json(aRun({ id, status: 'stopping' }));
    });
  }
  openApp(backend, [runPage], '/temporal/runs');
  await screen.findByRole('grid');
  return { backend, reasons };
}

function box(row: RegExp) {
  return within(screen.getByRole('row', { name: row })).getByRole('checkbox');
}

function cancelSelected() {
  return screen.getByRole('button', { name: 'Cancel selected' });
}

function textOf({ textContent }: HTMLElement) {
  return textContent;
}

async function openDialog() {
  await userEvent.click(cancelSelected());
  return within(await screen.findByRole('dialog'));
}

async function submit(dialog: ReturnType<typeof within>, button: string) {
  await userEvent.type(
    dialog.getByRole('textbox', { name: /Reason/ }),
    'Wrong day',
  );
  await userEvent.click(dialog.getByRole('button', { name: button }));
}

describe('cancelling several runs', () => {
  it('asks once for a reason and names them, then tells of each', async () => {
    const { backend, reasons } = await aPage(3);
    const message = 'You do not own payments; ask group:default/payments';
    backend.answer(`POST /runs/${runId(2)}/cancel`, () =>
      failure(403, { name: 'NotAllowedError', message }),
    );
    await userEvent.click(box(/Migrate 1/));
    await userEvent.click(box(/Migrate 2/));
    expect(screen.getByText('2 runs selected')).toBeVisible();
    let dialog = await openDialog();
    expect(dialog.getAllByRole('listitem').map(textOf)).toEqual([
      expect.stringMatching(/^Migrate 1 on .*by (user:)?(default.)?ada$/),
      expect.stringMatching(/^Migrate 2 on /),
    ]);
    expect(
      dialog.getByRole('button', { name: 'Cancel 2 runs' }),
    ).toBeDisabled();
    await submit(dialog, 'Cancel 2 runs');
    expect(await screen.findByText('Asked to stop: 1 of 2')).toBeVisible();
    dialog = within(screen.getByRole('dialog'));
    const [first, second] = dialog.getAllByRole('listitem');
    expect(within(first).getByText('Asked to stop')).toBeVisible();
    expect(within(second).getByText('Not cancelled')).toBeVisible();
    expect(second).toHaveTextContent(/You do not own payments; ask/);
    expect(
      await within(second).findByRole('link', { name: /payments$/ }),
    ).toBeVisible();
    expect(reasons).toEqual([{ reason: 'Wrong day' }]);
    await userEvent.click(dialog.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    // What was refused stays selected, for another try.
    expect(screen.getByText('1 run selected')).toBeVisible();
    expect(box(/Migrate 2/)).toBeChecked();
  });

  it('sends four at once, and can’t be left before all are answered', async () => {
    const { backend } = await aPage(6);
    const waiting: (() => void)[] = [];
    for (let each = 1; each <= 6; each += 1) {
      backend.answer(`POST /runs/${runId(each)}/cancel`, async () => {
        await new Promise<void>(resolve => waiting.push(resolve));
        return Response.json(aRun());
      });
    }
    await userEvent.click(screen.getByRole('checkbox', { name: /Select all/ }));
    await submit(await openDialog(), 'Cancel 6 runs');
    await until(() => waiting.length === 4);
    await pause(30);
    expect(waiting).toHaveLength(4);
    await userEvent.keyboard('{Escape}');
    const progress = screen.getByRole('progressbar', { name: 'Cancelling' });
    expect(progress).toHaveAttribute('aria-valuenow', '0');
    waiting.splice(0).forEach(answer => answer());
    await until(() => waiting.length === 2);
    expect(progress).toHaveAttribute('aria-valuenow', '4');
    waiting.splice(0).forEach(answer => answer());
    expect(await screen.findByText('Asked to stop: 6 of 6')).toBeVisible();
  });

  it('is not offered for what is over, nor before something is selected', async () => {
    const { backend } = await aPage(1);
    expect(cancelSelected()).toBeDisabled();
    expect(box(/Migrate database/)).toBeDisabled();
    await userEvent.click(screen.getByRole('checkbox', { name: /Select all/ }));
    expect(screen.getByText('1 run selected')).toBeVisible();
    // It ends by itself, and can't be cancelled any more.
    backend.runs[1] = aRun({
      ...backend.runs[1],
      version: 5,
      status: 'succeeded',
    });
    await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
    await waitFor(() => expect(cancelSelected()).toBeDisabled());
    expect(screen.queryByText('1 run selected')).toBeNull();
  });

  it('is selected by the keyboard', async () => {
    await aPage(1);
    screen.getByRole('row', { name: /Migrate 1/ }).focus();
    await userEvent.keyboard(' ');
    expect(screen.getByText('1 run selected')).toBeVisible();
  });

  it('sends nothing when one thinks better of it', async () => {
    const { reasons } = await aPage(1);
    await userEvent.click(box(/Migrate 1/));
    const dialog = await openDialog();
    await userEvent.click(dialog.getByRole('button', { name: 'Let them run' }));
    expect(reasons).toEqual([]);
    expect(screen.getByText('1 run selected')).toBeVisible();
  });
});
