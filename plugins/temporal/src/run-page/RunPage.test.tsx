import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { runPage } from '../plugin';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { aDetail, anApproval, runId } from '../testing/builders';
import { openApp } from '../testing/openPage';

// Put together here, because the linter knows the whole as an evil.
const script = ['javascript', 'alert(1)'].join(':');

function aPage(part: Partial<RunDetail>) {
  const backend = new HttpBackend();
  backend.runs = [aDetail(part)];
  openApp(backend, [runPage], `/temporal/runs/${runId(1)}`);
  return backend;
}

function aFailingPage(answer: Response) {
  const backend = new HttpBackend();
  backend.answer(`GET /runs/${runId(1)}`, () => answer.clone());
  openApp(backend, [runPage], `/temporal/runs/${runId(1)}`);
  return backend;
}

describe('the page of a run', () => {
  it('shows inputs and result in readable form, and JSON on request', async () => {
    aPage({
      status: 'succeeded',
      payloads: {
        visible: true,
        value: {
          input: { dryRun: false },
          result: { applied: ['0001', '0002'], log: 'https://logs.test/1' },
        },
      },
    });
    const result = await screen.findByRole('region', { name: 'Result' });
    expect(within(result).getByText('Applied')).toBeVisible();
    expect(within(result).getAllByRole('listitem')).toHaveLength(2);
    expect(
      within(result).getByRole('link', { name: /logs\.test/ }),
    ).toHaveAttribute('rel', 'noopener noreferrer');
    const inputs = screen.getByRole('region', { name: 'Inputs' });
    expect(within(inputs).getByText('Dry run')).toBeVisible();
    expect(within(inputs).getByText('No')).toBeVisible();
    await userEvent.click(within(inputs).getByRole('switch'));
    expect(within(inputs).getByText(/"dryRun": false/)).toBeVisible();
  });

  it('tells who did what, in the order in which they did', async () => {
    aPage({
      status: 'cancelled',
      reason: 'Release 2.4',
      questions: [
        anApproval({
          outcome: 'approved',
          answers: [
            {
              by: 'user:default/sofia',
              at: '2026-11-23T08:02:00.000Z',
              verdict: 'approve',
              reason: 'Looks right',
            },
          ],
        }),
      ],
      stop: {
        verb: 'cancel',
        by: 'user:default/nina',
        reason: 'Wrong database',
        at: '2026-11-23T08:05:00.000Z',
      },
    });
    const deeds = within(
      await screen.findByRole('region', { name: 'Who did what' }),
    )
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(deeds).toEqual([
      expect.stringMatching(/^ada started it .*Release 2\.4$/),
      expect.stringMatching(/^sofia approved it .*Looks right$/),
      expect.stringMatching(/^nina asked it to stop .*Wrong database$/),
    ]);
  });

  it('says of a run that was started elsewhere what its name is worth', async () => {
    aPage({ verified: false, status: 'failed' });
    const words =
      'Started elsewhere (user:default/ada): the name is what it says of itself';
    expect(await screen.findByText(words)).toBeVisible();
    expect(screen.getByText(/as the run says of itself/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Run again' })).toBeNull();
  });

  it('lays a list of like things out as a table, and others not', async () => {
    aPage({
      status: 'succeeded',
      payloads: {
        visible: true,
        value: {
          input: { mixed: [{ a: 1 }, 'b'] },
          result: [
            { name: '0001', tookMs: 20, log: 'https://logs.test/1' },
            { name: '0002', tookMs: 30 },
          ],
        },
      },
    });
    const table = await screen.findByRole('table', { name: '' });
    const [head, first, second] = within(table).getAllByRole('row');
    const cells = (row: HTMLElement, role: string) =>
      within(row)
        .getAllByRole(role)
        .map(({ textContent }) => textContent);
    expect(cells(head, 'columnheader')).toEqual(['Name', 'Took ms', 'Log']);
    expect(within(first).getByRole('link')).toHaveAttribute(
      'href',
      'https://logs.test/1',
    );
    expect(cells(second, 'cell')).toEqual(['0002', '30', 'None']);
    const inputs = screen.getByRole('region', { name: 'Inputs' });
    expect(within(inputs).queryByRole('table')).toBeNull();
  });

  it('says how large a large result is, and loads it for those who ask', async () => {
    const backend = aPage({
      status: 'succeeded',
      payloads: {
        visible: true,
        value: { input: {}, large: { result: 81_000 } },
      },
    });
    const path = `GET /runs/${runId(1)}/payloads`;
    backend.answer(path, () =>
      failure(503, { name: 'ServiceUnavailableError', message: 'Not now' }),
    );
    const result = within(
      await screen.findByRole('region', { name: 'Result' }),
    );
    expect(result.getByText(/This is 81 kB of JSON/)).toBeVisible();
    expect(backend.count(path)).toBe(0);
    await userEvent.click(result.getByRole('button', { name: 'Load it' }));
    expect(await result.findByText('Not now')).toBeVisible();
    backend.answer(path, () =>
      Response.json({ input: {}, result: 'All of it' }),
    );
    await userEvent.click(result.getByRole('button', { name: 'Try again' }));
    expect(await result.findByText('All of it')).toBeVisible();
    expect(backend.count(path)).toBe(2);
  });

  it('tells a failure with everything that caused it', async () => {
    aPage({
      status: 'failed',
      payloads: {
        visible: true,
        value: {
          input: {},
          failure: {
            message: 'Migration 0003 failed',
            cause: { message: 'no such table: refunds', type: 'SqliteError' },
          },
        },
      },
    });
    const chain = await screen.findByRole('region', {
      name: 'What went wrong',
    });
    expect(within(chain).getByText('Migration 0003 failed')).toBeVisible();
    expect(within(chain).getByText('no such table: refunds')).toBeVisible();
    expect(within(chain).getByText('SqliteError')).toBeVisible();
  });

  it('treats text from programs as text, and links only to the web', async () => {
    aPage({
      temporalUrl: script,
      payloads: {
        visible: true,
        value: {
          input: {
            a: script,
            b: '<img src=x onerror=alert(1)>',
          },
        },
      },
    });
    expect(await screen.findByText(script)).toBeVisible();
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
    expect(screen.queryByRole('link', { name: /Open in Temporal/ })).toBeNull();
    for (const link of screen.getAllByRole('link')) {
      expect(link.getAttribute('href')).not.toMatch(/^javascript/);
    }
  });

  it('leads to the page that Temporal has of the run', async () => {
    aPage({ temporalUrl: 'https://temporal.test/run' });
    expect(
      await screen.findByRole('link', { name: /Open in Temporal/ }),
    ).toHaveAttribute('href', 'https://temporal.test/run');
  });

  it('says why inputs are hidden and whom to ask', async () => {
    aPage({
      payloads: {
        visible: false,
        decision: {
          allowed: false,
          reason: 'Only the owners see what went in',
          ask: ['group:default/payments'],
        },
      },
    });
    expect(
      await screen.findByText(/Only the owners see what went in/),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: /payments$/ })).toBeVisible();
  });

  it('reads the timeline aloud: attempts, next try, last failure', async () => {
    aPage({
      timeline: [
        {
          id: '5',
          kind: 'activity',
          name: 'applyMigration',
          summary: '0002_refunds',
          status: 'retrying',
          scheduledAt: '2026-11-23T08:00:01.000Z',
          startedAt: '2026-11-23T08:00:02.000Z',
          attempt: 3,
          nextAttemptAt: '2026-11-23T08:00:30.000Z',
          failure: { message: 'database is locked' },
        },
      ],
    });
    const row = await screen.findByRole('row', { name: /applyMigration/ });
    expect(within(row).getByText('0002_refunds')).toBeVisible();
    expect(within(row).getByText('Retrying')).toBeVisible();
    expect(within(row).getByText('3 attempts')).toBeVisible();
    expect(within(row).getByText(/Next attempt/)).toBeVisible();
    expect(within(row).getByText('database is locked')).toBeInTheDocument();
  });

  it('moves live', async () => {
    const backend = aPage({ status: 'running', version: 1 });
    await screen.findByText('Running');
    backend.stream.ready(1);
    backend.runs = [aDetail({ status: 'cancelled', version: 2 })];
    backend.stream.news(runId(1), 2);
    expect(await screen.findByText('Cancelled')).toBeVisible();
  });

  it.each([
    [
      failure(404, { name: 'NotFoundError', message: 'No' }),
      /There is no such run/,
    ],
    [
      failure(400, { name: 'InputError', message: 'Not a run id' }),
      /There is no such run/,
    ],
    [
      failure(403, { name: 'NotAllowedError', message: 'Ask payments' }),
      /Ask payments/,
    ],
    [
      failure(503, { name: 'ServiceUnavailableError', message: 'Off' }),
      /could not be loaded/,
    ],
  ])('says what to do when there is nothing to show', async (answer, words) => {
    aFailingPage(answer);
    expect(await screen.findByText(words)).toBeInTheDocument();
  });
});
