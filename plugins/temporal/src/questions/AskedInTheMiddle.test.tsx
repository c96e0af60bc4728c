import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { anAskingPage } from '../testing/anAskingPage';
import { failure } from '../testing/HttpBackend';
import { anApproval, aQuestion } from '../testing/builders';

describe('a run that asks in its middle', () => {
  it('shows the form of the answer, and sends what was filled in', async () => {
    const { sent } = anAskingPage(aQuestion(), {
      status: 'waiting-for-answer',
    });
    const field = await screen.findByLabelText(/Next step/);
    await userEvent.click(screen.getByRole('button', { name: 'Send answer' }));
    expect(field).toHaveAccessibleDescription('Fill this in');
    await userEvent.type(field, 'promote{Enter}');
    await screen.findByText('Your answer is counted');
    expect(sent).toEqual([{ answer: { next: 'promote' } }]);
  });

  it('keeps what was typed, and marks what the backend refused', async () => {
    const { refuse } = anAskingPage(aQuestion());
    refuse(
      failure(400, {
        name: 'InputError',
        message: 'No',
        fields: [{ path: '/answer/next', message: 'There is no such step' }],
      }),
    );
    const field = await screen.findByLabelText(/Next step/);
    await userEvent.type(field, 'sideways{Enter}');
    await screen.findByText('There is no such step');
    expect(field).toHaveValue('sideways');
    expect(field).toBeInvalid();
    await userEvent.type(field, '!');
    expect(screen.queryByText('There is no such step')).toBeNull();
  });

  it('shows the form, turned off, to those who may not answer', async () => {
    anAskingPage(
      aQuestion({
        mayAnswer: { allowed: false, reason: 'Ask the owners', ask: [] },
      }),
    );
    expect(await screen.findByLabelText(/Next step/)).toBeDisabled();
    const send = screen.getByRole('button', { name: 'Send answer' });
    expect(send).toBeDisabled();
    expect(send).toHaveAccessibleDescription('Ask the owners');
  });

  it('keeps readable what was asked, and what was answered', async () => {
    anAskingPage(
      aQuestion({
        outcome: 'answered',
        closedAt: '2026-11-23T08:05:00.000Z',
        answers: [
          {
            by: 'user:default/nina',
            at: '2026-11-23T08:04:00.000Z',
            answer: { next: 'promote' },
          },
        ],
      }),
    );
    const region = await screen.findByRole('region', { name: /were asked/ });
    const closed = within(region);
    expect(closed.getByText('Promote or roll back?')).toBeVisible();
    expect(closed.getByText('Answered')).toBeVisible();
    expect(closed.getByRole('link', { name: /nina$/ })).toBeVisible();
    expect(closed.getByText('Next step')).toBeVisible();
    expect(closed.getByText('promote')).toBeVisible();
  });
});

describe('the approval that a run did not need', () => {
  it('is explained', async () => {
    anAskingPage(anApproval({ outcome: 'approved' }), {
      approval: { required: false, why: 'No approval was needed: a dry run' },
    });
    expect(
      await screen.findByText('No approval was needed: a dry run'),
    ).toBeVisible();
  });
});
