import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { anAskingPage } from '../testing/anAskingPage';
import { failure } from '../testing/HttpBackend';
import { aDetail, anApproval, runId } from '../testing/builders';

const MINUTE = 60_000;

async function open(button: RegExp) {
  await userEvent.click(await screen.findByRole('button', { name: button }));
  return within(await screen.findByRole('dialog'));
}

describe('a run that waits for an approval', () => {
  it('says first who may approve, how many are missing, and until when', async () => {
    const deadline = new Date(Date.now() + 90.5 * MINUTE).toISOString();
    anAskingPage(
      anApproval({
        quorum: 2,
        deadline,
        answers: [
          {
            by: 'user:default/sofia',
            at: '2026-11-23T08:02:00.000Z',
            verdict: 'approve',
            reason: 'Checked with Payments',
          },
        ],
      }),
    );
    const region = await screen.findByRole('region', { name: 'May this run?' });
    const panel = within(region);
    expect(panel.getByRole('link', { name: /security$/ })).toBeVisible();
    expect(panel.getByText('1 approval is missing')).toBeVisible();
    expect(panel.getByRole('link', { name: /sofia$/ })).toBeVisible();
    expect(panel.getByText('Checked with Payments')).toBeVisible();
    expect(panel.getByText(/^1h \d+m left$/)).toBeVisible();
    expect(
      panel.getByText(/request expires, and nothing is run/),
    ).toBeVisible();
    const result = screen.getByRole('region', { name: 'Result' });
    expect(region.compareDocumentPosition(result)).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
  });

  it('repeats before an approval what will run, on what, with what', async () => {
    const { sent } = anAskingPage(anApproval(), {
      reason: 'The release waits',
      inputDigest: 'sha256:abc',
      payloads: { visible: true, value: { input: { lastVersion: '0042' } } },
    });
    const dialog = await open(/^Approve/);
    expect(dialog.getByText('Migrate database')).toBeVisible();
    expect(dialog.getByText('payments-api')).toBeVisible();
    expect(dialog.getByText('Last version')).toBeVisible();
    expect(dialog.getByText('0042')).toBeVisible();
    expect(dialog.getByText('sha256:abc')).toBeVisible();
    expect(dialog.getByText('The release waits')).toBeVisible();
    await userEvent.dblClick(dialog.getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent).toEqual([{ answer: { decision: 'approve' } }]);
  });

  it('tells what the answer did, and takes the focus there', async () => {
    anAskingPage(anApproval());
    const dialog = await open(/^Approve/);
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    const notice = await screen.findByText('Your answer is counted');
    expect(screen.getByText(/The run begins/)).toBeVisible();
    await waitFor(() =>
      expect(notice.closest('[role=status][tabindex]')).toHaveFocus(),
    );
    const closed = screen.getByRole('region', { name: /were asked/ });
    expect(within(closed).getByText('May this run?')).toBeVisible();
  });

  it('is rejected by the keyboard alone, but not without a reason', async () => {
    const { sent } = anAskingPage(anApproval());
    const user = userEvent.setup();
    const button = await screen.findByRole('button', { name: /^Reject/ });
    button.focus();
    await user.keyboard('{Enter}');
    const dialog = within(await screen.findByRole('dialog'));
    const submit = dialog.getByRole('button', { name: 'Reject' });
    expect(submit).toBeDisabled();
    await user.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Freeze');
    submit.focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent).toEqual([
      { answer: { decision: 'reject', reason: 'Freeze' } },
    ]);
  });

  it('gives the focus back to whoever thinks better of it', async () => {
    anAskingPage(anApproval());
    const dialog = await open(/^Reject/);
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'No');
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /^Reject/ })).toHaveFocus(),
    );
  });

  it('asks for a reason to approve where the terms do', async () => {
    anAskingPage(anApproval({ reasonRequired: true }));
    const dialog = await open(/^Approve/);
    expect(dialog.getByRole('button', { name: 'Approve' })).toBeDisabled();
  });

  it('turns the buttons off and says why for those who may not', async () => {
    anAskingPage(
      anApproval({
        mayAnswer: {
          allowed: false,
          reason: 'You asked for this run yourself',
          ask: ['group:default/security'],
        },
      }),
    );
    for (const name of [/^Approve/, /^Reject/]) {
      const button = await screen.findByRole('button', { name });
      expect(button).toBeDisabled();
      expect(button).toHaveAccessibleDescription(/You asked for this run/);
    }
  });

  it('shows what became of it when the answer came too late', async () => {
    const { refuse } = anAskingPage(anApproval());
    refuse(
      failure(409, {
        name: 'ConflictError',
        message: 'The question is closed',
        question: anApproval({
          outcome: 'rejected',
          answers: [
            {
              by: 'user:default/sofia',
              at: '2026-11-23T08:02:00.000Z',
              verdict: 'reject',
              reason: 'Not on a Friday',
            },
          ],
        }),
      }),
    );
    const dialog = await open(/^Approve/);
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    const alert = within(await dialog.findByRole('alert'));
    expect(alert.getByText('Not on a Friday')).toBeVisible();
    expect(alert.getByRole('link', { name: /sofia$/ })).toBeVisible();
    expect(dialog.queryByRole('button', { name: 'Approve' })).toBeNull();
    await userEvent.click(dialog.getByRole('button', { name: 'Back' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it.each([
    [503, 'ServiceUnavailableError', 'Nothing was counted'],
    [401, 'AuthenticationError', 'Who are you?'],
  ])('keeps what was typed after %s, and sends it again', async (...args) => {
    const [status, name, message] = args;
    const { refuse, settle, sent } = anAskingPage(anApproval());
    refuse(failure(status, { name, message }));
    const dialog = await open(/^Reject/);
    const reason = dialog.getByRole('textbox', { name: /Reason/ });
    await userEvent.type(reason, 'Freeze');
    await userEvent.click(dialog.getByRole('button', { name: 'Reject' }));
    expect(await dialog.findByText(message)).toBeVisible();
    expect(dialog.getByText(/What you typed is kept/)).toBeVisible();
    expect(reason).toHaveValue('Freeze');
    settle({ outcome: 'rejected' });
    await userEvent.click(dialog.getByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent[1]).toEqual(sent[0]);
  });

  it('puts what the backend found wrong with the reason at its field', async () => {
    const { refuse } = anAskingPage(anApproval());
    refuse(
      failure(400, {
        name: 'InputError',
        message: 'The answer does not fit',
        fields: [{ path: '/answer/reason', message: 'must say more' }],
      }),
    );
    const dialog = await open(/^Approve/);
    const reason = dialog.getByRole('textbox', { name: /Reason/ });
    await userEvent.type(reason, 'x');
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    await dialog.findByText('must say more');
    expect(reason).toBeInvalid();
    await userEvent.type(reason, 'y');
    expect(reason).not.toBeInvalid();
  });

  it('is withdrawn by the one who asked, with a reason', async () => {
    const { backend } = anAskingPage(anApproval(), {
      mayWithdraw: { allowed: true },
    });
    const withdraw = `POST /runs/${runId(1)}/withdraw`;
    backend.answer(withdraw, () => Response.json(aDetail()));
    const dialog = await open(/^Withdraw request/);
    const submit = dialog.getByRole('button', { name: /Withdraw the request/ });
    expect(submit).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox'), 'Wrong version');
    await userEvent.click(submit);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const [{ body }] = backend.asked(withdraw);
    expect(body).toEqual({ reason: 'Wrong version' });
  });

  it('is withdrawn by nobody else', async () => {
    anAskingPage(anApproval(), {
      mayWithdraw: { allowed: false, reason: 'Not yours', ask: [] },
    });
    await screen.findByRole('button', { name: /^Approve/ });
    expect(screen.queryByRole('button', { name: /Withdraw/ })).toBeNull();
  });

  it('shows text from people as text', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    anAskingPage(
      anApproval({
        title: `title ${evil}`,
        text: `text ${evil}`,
        quorum: 2,
        answers: [
          {
            by: 'user:default/sofia',
            at: '2026-11-23T08:02:00.000Z',
            verdict: 'approve',
            reason: `reason ${evil} \u202egnp.exe`,
          },
        ],
      }),
      { reason: `because ${evil}` },
    );
    // Where it is asked, and on the timeline.
    expect(await screen.findAllByText(`title ${evil}`)).toHaveLength(2);
    expect(screen.getByText(`text ${evil}`)).toBeVisible();
    // Where it is asked, and among who did what.
    const reasons = screen.getAllByText(`reason ${evil} [U+202E]gnp.exe`);
    expect(reasons).toHaveLength(2);
    expect(screen.getAllByText(`because ${evil}`)[0]).toBeVisible();
    expect(document.querySelector('img[src=x]')).toBeNull();
  });
});
