import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { approvalsPage, runPage } from '../plugin';
import { addressBar } from '../testing/AddressBar';
import { failure, HttpBackend } from '../testing/HttpBackend';
import {
  aDetail,
  aListed,
  anApproval,
  aQuestion,
  aRun,
  runId,
} from '../testing/builders';
import { openApp } from '../testing/openPage';
import { setHidden, until } from '../testing/until';

function aPage(
  prepare: (backend: HttpBackend) => void,
  address = '/temporal/approvals',
) {
  const backend = new HttpBackend();
  prepare(backend);
  openApp(backend, [approvalsPage, runPage, addressBar], address);
  return backend;
}

const listed = (...positions: number[]) =>
  positions.map(position =>
    aListed({ run: aRun({ ...aListed().run, id: runId(position) }) }),
  );

describe('the page of approvals', () => {
  it('says what would run, on what, who asked and why, and who decides', async () => {
    aPage(backend => {
      backend.boxes = { 'to-answer': [aListed()] };
    });
    const item = within(
      await screen.findByRole('article', { name: 'Migrate database' }),
    );
    expect(item.getByRole('link', { name: /payments-api$/ })).toBeVisible();
    expect(item.getByRole('link', { name: /sam$/ })).toBeVisible();
    expect(item.getByText('The release waits for it')).toBeVisible();
    expect(item.getByText('Applies what is pending')).toBeVisible();
    expect(item.getByText('Waiting for approval')).toBeVisible();
    expect(item.getByText('1 approval is missing')).toBeVisible();
    expect(item.getByRole('link', { name: /security$/ })).toBeVisible();
    expect(item.getByRole('link', { name: 'Open the run' })).toHaveAttribute(
      'href',
      `/temporal/runs/${runId(1)}`,
    );
  });

  it('looks at inputs only for those who ask', async () => {
    const backend = aPage(house => {
      house.boxes = { 'to-answer': [aListed()] };
      house.runs = [
        aDetail({
          payloads: { visible: true, value: { input: { to: '42' } } },
        }),
      ];
    });
    const show = await screen.findByRole('button', { name: 'Show inputs' });
    expect(backend.count(`GET /runs/${runId(1)}`)).toBe(0);
    await userEvent.click(show);
    expect(await screen.findByText('42')).toBeVisible();
  });

  it('says why inputs are hidden', async () => {
    aPage(house => {
      house.boxes = { 'to-answer': [aListed()] };
      const decision = {
        allowed: false,
        reason: 'Owners only',
        ask: [],
      } as const;
      house.runs = [aDetail({ payloads: { visible: false, decision } })];
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show inputs' }),
    );
    expect(await screen.findByText('Owners only')).toBeVisible();
  });

  it('decides from the list, and takes the item off it', async () => {
    const backend = aPage(house => {
      house.boxes = { 'to-answer': [aListed()] };
      house.runs = [
        aDetail({
          payloads: { visible: true, value: { input: { to: '42' } } },
        }),
      ];
    });
    const answers = `POST /runs/${runId(1)}/questions/approval/answers`;
    backend.answer(answers, () => {
      backend.boxes = {};
      return Response.json(anApproval({ outcome: 'approved' }));
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve Migrate database' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('42')).toBeVisible();
    expect(dialog.getByText('The release waits for it')).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    expect(await screen.findByText('Your answer is counted')).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('article')).toBeNull());
    expect(backend.count(answers)).toBe(1);
  });

  it('leads to the form of a question, on the page of its run', async () => {
    aPage(backend => {
      backend.boxes = { 'to-answer': [aListed({ question: aQuestion() })] };
    });
    expect(await screen.findByText('Promote or roll back?')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Answer' })).toHaveAttribute(
      'href',
      `/temporal/runs/${runId(1)}`,
    );
  });

  it.each([
    ['To decide', 'Nobody waits for you'],
    ['Waiting', 'None of your runs waits for anybody'],
    ['Decided', 'Nothing is decided yet'],
  ])('says what appears under %s while nothing does', async (tab, words) => {
    aPage(() => {});
    await userEvent.click(await screen.findByRole('tab', { name: tab }));
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('keeps the tab in the address, and goes back', async () => {
    const backend = aPage(house => {
      house.boxes = {
        decided: [
          aListed({
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
        ],
      };
    });
    const user = userEvent.setup();
    const tab = await screen.findByRole('tab', { name: 'To decide' });
    tab.focus();
    await user.keyboard('{ArrowRight}{ArrowRight}{Enter}');
    expect(await screen.findByText('Not on a Friday')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
    expect(screen.getByLabelText('Address')).toHaveTextContent(
      '/temporal/approvals?box=decided',
    );
    expect(backend.asked('GET /questions').at(-1)?.query.get('box')).toBe(
      'decided',
    );
    await user.click(screen.getByRole('button', { name: 'Back' }));
    expect(await screen.findByText('Nobody waits for you')).toBeInTheDocument();
  });

  it('loads more', async () => {
    const backend = aPage(house => {
      house.pageSize = 2;
      house.boxes = { 'to-answer': listed(1, 2, 3) };
    });
    const more = await screen.findByRole('button', { name: 'Load more' });
    backend.answer('GET /questions', () =>
      failure(503, { name: 'ServiceUnavailableError', message: 'Not now' }),
    );
    await userEvent.click(more);
    expect(await screen.findByText('Not now')).toBeVisible();
    backend.answerAsUsual('GET /questions');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(3));
    expect(screen.queryByText('Not now')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
  });

  it('looks again when the person comes back, or asks', async () => {
    const backend = aPage(() => {});
    await screen.findByText('Nobody waits for you');
    setHidden(true);
    backend.boxes = { 'to-answer': [aListed()] };
    setHidden(false);
    expect(await screen.findByRole('article')).toBeVisible();
    backend.boxes = {};
    await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
    expect(await screen.findByText('Nobody waits for you')).toBeInTheDocument();
  });

  it('looks again when the person is notified', async () => {
    const backend = aPage(() => {});
    await screen.findByText('Nobody waits for you');
    backend.boxes = { 'to-answer': [aListed()] };
    act(() =>
      backend.signals.send('notifications', { action: 'new_notification' }),
    );
    expect(await screen.findByRole('article')).toBeVisible();
  });

  it('keeps what it shows when a look fails', async () => {
    const backend = aPage(house => {
      house.boxes = { 'to-answer': [aListed()] };
    });
    await screen.findByRole('article');
    backend.answer('GET /questions', () =>
      failure(500, { name: 'Error', message: 'Disk full' }),
    );
    const asked = backend.count('GET /questions');
    window.dispatchEvent(new Event('focus'));
    await until(() => backend.count('GET /questions') > asked);
    expect(await screen.findByText('Disk full')).toBeVisible();
    expect(screen.getByRole('article')).toBeVisible();
  });

  it('shows an error with a way to ask again', async () => {
    const backend = aPage(house => {
      house.answer('GET /questions', () =>
        failure(500, { name: 'Error', message: 'Disk full' }),
      );
    });
    await screen.findByText(/approvals could not be loaded/);
    backend.answerAsUsual('GET /questions');
    backend.boxes = { 'to-answer': [aListed()] };
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('article')).toBeVisible();
  });

  it('shows text from people as text', async () => {
    const evil = '<script>alert(1)</script>';
    aPage(backend => {
      backend.boxes = {
        'to-answer': [
          aListed({ reason: `why ${evil}`, description: `what ${evil}` }),
        ],
      };
    });
    expect(await screen.findByText(`why ${evil}`)).toBeVisible();
    expect(screen.getByText(`what ${evil}`)).toBeVisible();
  });
});
