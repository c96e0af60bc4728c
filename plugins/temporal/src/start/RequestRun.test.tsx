import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  OfferedAction,
  OfferedApproval,
} from 'backstage-plugin-temporal-common';
import { actionsCard, runPage } from '../plugin';
import { addressBar } from '../testing/AddressBar';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { aDetail, anAction, runId } from '../testing/builders';
import { openEntityPage } from '../testing/openPage';

const terms: OfferedApproval = {
  who: ['group:default/security'],
  quorum: 2,
  deadline: { days: 2, hours: 3 },
  reasonRequired: true,
  demanded: false,
};

const onlyNamed = {
  ...terms,
  when: { 'target.spec.type': 'service', 'input.to': { $exists: true } },
};

async function aDialog(part: Partial<OfferedAction> = {}) {
  const backend = new HttpBackend();
  backend.offered = { items: [anAction({ approval: terms, ...part })] };
  backend.answer('POST /runs', () => {
    backend.runs = [aDetail({ status: 'waiting-for-approval' })];
    return Response.json(backend.runs[0], { status: 201 });
  });
  openEntityPage(backend, actionsCard, runPage, addressBar);
  const user = userEvent.setup();
  const button = await screen.findByRole('button', { name: /Migrate/ });
  return { backend, user, button };
}

type Opened = Awaited<ReturnType<typeof aDialog>>;

async function review({ user, button }: Opened, text: string) {
  await user.click(button);
  const dialog = within(await screen.findByRole('dialog'));
  const field = await dialog.findByLabelText(/Last version/);
  if (text) await user.type(field, text);
  await user.click(dialog.getByRole('button', { name: 'Review' }));
  await dialog.findByText('Step 2 of 2', { exact: false });
  return dialog;
}

describe('an action whose every run needs an approval', () => {
  it('says so on its button, and whose approval that is', async () => {
    const { button } = await aDialog();
    expect(button).toHaveTextContent('Request run');
    expect(screen.getByText(/Every run needs the approval/)).toBeVisible();
    expect(screen.getByRole('link', { name: /security$/ })).toBeVisible();
  });

  it('says before the click who decides, how many, and until when', async () => {
    const dialog = await review(await aDialog(), '0042');
    expect(dialog.getByText(/waits for approval before/)).toBeVisible();
    expect(dialog.getByRole('link', { name: /security$/ })).toBeVisible();
    expect(dialog.getByText(/2 different people must approve/)).toBeVisible();
    expect(dialog.getByText(/They have 2 days 3 hours/)).toBeVisible();
  });

  it('is requested with a reason, and lands where it is seen waiting', async () => {
    const opened = await aDialog();
    const dialog = await review(opened, '0042');
    const submit = dialog.getByRole('button', { name: 'Request run' });
    expect(submit).toBeDisabled();
    const reason = dialog.getByRole('textbox', { name: /Reason/ });
    await opened.user.type(reason, 'The release waits');
    await opened.user.click(submit);
    await waitFor(() =>
      expect(screen.getByLabelText('Address')).toHaveTextContent(
        `/temporal/runs/${runId(1)}`,
      ),
    );
    expect(opened.backend.asked('POST /runs')[0].body).toMatchObject({
      input: { to: '0042' },
      reason: 'The release waits',
    });
    expect(await screen.findByText('Waiting for approval')).toBeVisible();
  });

  it('keeps the reason when it is closed and opened again', async () => {
    const opened = await aDialog();
    const dialog = await review(opened, '0042');
    await opened.user.type(
      dialog.getByRole('textbox', { name: /Reason/ }),
      'Urgent',
    );
    await opened.user.keyboard('{Escape}');
    const again = await review(opened, '');
    expect(again.getByRole('textbox', { name: /Reason/ })).toHaveValue(
      'Urgent',
    );
  });

  it('puts what the backend found wrong with the reason at its field', async () => {
    const opened = await aDialog();
    opened.backend.answer('POST /runs', () =>
      failure(400, {
        name: 'InputError',
        message: 'The request does not fit',
        fields: [{ path: '/reason', message: 'must say more' }],
      }),
    );
    const dialog = await review(opened, '0042');
    const reason = dialog.getByRole('textbox', { name: /Reason/ });
    await opened.user.type(reason, 'x');
    await opened.user.click(
      dialog.getByRole('button', { name: 'Request run' }),
    );
    await dialog.findByText('must say more');
    expect(reason).toBeInvalid();
    expect(dialog.getByText('0042')).toBeVisible();
    await opened.user.type(reason, 'y');
    expect(reason).not.toBeInvalid();
  });
});

describe('an action of which only some runs need an approval', () => {
  it('says why this run needs none, and starts it at once', async () => {
    const opened = await aDialog({ approval: onlyNamed });
    expect(opened.button).toHaveTextContent('Run');
    const dialog = await review(opened, '');
    expect(dialog.getByText(/starts at once/)).toBeVisible();
    expect(
      dialog.getByText(
        'One is needed only where “Type” is service and “Last version” is given.',
      ),
    ).toBeVisible();
    expect(dialog.queryByRole('textbox', { name: /Reason/ })).toBeNull();
    opened.backend.answer('POST /runs', () => {
      opened.backend.runs = [aDetail({ status: 'running' })];
      return Response.json(opened.backend.runs[0], { status: 201 });
    });
    await opened.user.click(dialog.getByRole('button', { name: 'Run now' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByLabelText('Address')).toHaveTextContent(/^\/$/);
    const [{ body }] = opened.backend.asked('POST /runs');
    expect(body).not.toHaveProperty('reason');
  });

  it('requests the run whose inputs are what needs it', async () => {
    const opened = await aDialog({ approval: onlyNamed });
    const dialog = await review(opened, '0042');
    expect(dialog.getByText(/waits for approval before/)).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Request run' })).toBeDisabled();
  });

  it('is as one whose every run does where configuration demands it', async () => {
    const { button } = await aDialog({
      approval: { ...onlyNamed, demanded: true },
    });
    expect(button).toHaveTextContent('Request run');
  });
});
