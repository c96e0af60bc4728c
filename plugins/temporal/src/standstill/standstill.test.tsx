import { screen, waitFor, within } from '@testing-library/react';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { runPage } from '../plugin';
import { HttpBackend } from '../testing/HttpBackend';
import { aDetail, anApproval, runId } from '../testing/builders';
import { openApp } from '../testing/openPage';

const MINUTE = 60_000;

/** A little more than this long ago, because pages count whole seconds. */
function ago(ms: number): string {
  return new Date(Date.now() - ms - 1_500).toISOString();
}

function aPage(part: Partial<RunDetail>) {
  const backend = new HttpBackend();
  backend.runs = [aDetail(part)];
  openApp(backend, [runPage], `/temporal/runs/${runId(1)}`);
  return backend;
}

async function notice(name: string | RegExp) {
  return within(await screen.findByRole('region', { name }));
}

describe('why a run does not move', () => {
  it('comes before everything else on the page', async () => {
    aPage({
      standstill: { kind: 'requested' },
      questions: [anApproval()],
    });
    const first = await screen.findByRole('region', {
      name: 'Temporal has not answered yet',
    });
    const next = screen.getByRole('region', { name: 'May this run?' });
    const follows = first.compareDocumentPosition(next);
    expect(follows).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(first).toHaveTextContent('It begins as soon as Temporal answers');
  });

  it('is a queue that nobody polls, since when, and what to do', async () => {
    aPage({
      status: 'queued',
      standstill: {
        kind: 'no-worker',
        taskQueue: 'payments',
        since: ago(5 * MINUTE),
        gate: false,
      },
    });
    const told = await notice('No worker polls the task queue payments');
    expect(told.getByText('5 minutes ago')).toBeVisible();
    expect(told.getByText(/Start one, or tell the team/)).toBeVisible();
  });

  it('is a gate that nobody serves', async () => {
    aPage({
      status: 'queued',
      standstill: { kind: 'no-worker', taskQueue: 'temporal-gate', gate: true },
    });
    const told = await notice('No worker serves the gate');
    expect(
      told.getByText(/None polls the task queue temporal-gate/),
    ).toBeVisible();
  });

  it('is a step that fails, with its error, and a count-down to the next try', async () => {
    const failing = {
      kind: 'retrying',
      step: 'Apply 0002_refunds',
      attempt: 3,
      failure: { message: 'database is locked' },
      nextAttemptAt: ago(-2 * MINUTE - 3_000),
    } as const;
    aPage({ status: 'retrying', standstill: failing });
    const told = await notice('A step failed 3 times and is tried again');
    expect(told.getByText('Apply 0002_refunds')).toBeVisible();
    expect(told.getByText('database is locked')).toBeVisible();
    const countdown = told.getByText(/^in 2m/);
    await waitFor(() => expect(countdown).toHaveTextContent(/^in 1m 5\ds$/), {
      timeout: 5_000,
    });
  });

  it('says so when the failed step is under way again', async () => {
    aPage({
      standstill: { kind: 'retrying', step: 'Apply 0002', attempt: 1 },
    });
    const told = await notice('A step failed once and is tried again');
    expect(told.getByText('now')).toBeVisible();
  });

  it('is people who have not answered, by name, and until when', async () => {
    aPage({
      status: 'waiting-for-approval',
      questions: [
        anApproval({ mayAnswer: { allowed: false, reason: 'No', ask: [] } }),
      ],
      standstill: {
        kind: 'waiting',
        question: 'approval',
        title: 'May this run?',
        approval: true,
        who: ['group:default/security'],
        deadline: ago(-60 * MINUTE),
      },
    });
    const told = await notice('Waits for an approval');
    expect(told.getByRole('link', { name: 'security' })).toBeVisible();
    expect(told.getByText(/left$/)).toBeVisible();
    expect(told.getByText(/Ask one of them/)).toBeVisible();
  });

  it('tells those who may answer that it is up to them', async () => {
    aPage({
      questions: [anApproval()],
      standstill: {
        kind: 'waiting',
        question: 'approval',
        title: 'May this run?',
        approval: false,
        who: ['user:default/ada'],
      },
    });
    const told = await notice('Waits for an answer');
    expect(told.getByText(/You are one of them/)).toBeVisible();
  });

  it('is who paused it, when and why', async () => {
    aPage({
      status: 'paused',
      standstill: {
        kind: 'paused',
        by: 'user:default/nina',
        reason: 'The release is being cut',
        since: ago(3 * MINUTE),
      },
    });
    const told = await notice('Paused');
    expect(told.getByRole('link', { name: 'nina' })).toBeVisible();
    expect(told.getByText('The release is being cut')).toBeVisible();
    expect(told.getByText('3 minutes ago')).toBeVisible();
  });

  it('is who told it to stop, and what it rolls back just now', async () => {
    const at = ago(MINUTE);
    const by = 'user:default/nina';
    const reason = 'Wrong database';
    aPage({
      status: 'stopping',
      stop: { verb: 'cancel', by, reason, at },
      standstill: { kind: 'stopping', by, reason, step: 'Take back 0001' },
    });
    const told = await notice('Told to stop, and rolling back');
    expect(told.getByText('Take back 0001')).toBeVisible();
    expect(told.getByText(reason)).toBeVisible();
    // The notice of who stopped it would say the same once more.
    expect(screen.queryByText('Asked to stop')).toBeNull();
  });

  it('is a Temporal that can’t be reached, and when it last could', async () => {
    aPage({
      status: 'unknown',
      standstill: { kind: 'unreachable', lastSeen: ago(7 * MINUTE) },
    });
    const told = await notice('Temporal can’t be reached');
    expect(told.getByText('7 minutes ago')).toBeVisible();
  });

  it('is told politely when it comes, and goes when it moves again', async () => {
    const backend = aPage({ version: 1 });
    await screen.findByText('Running');
    backend.stream.ready(1);
    backend.runs = [
      aDetail({ version: 2, status: 'paused', standstill: { kind: 'paused' } }),
    ];
    backend.stream.news(runId(1), 2);
    await notice('Paused');
    const spoken = () =>
      screen.getAllByRole('status').map(({ textContent }) => textContent);
    expect(spoken()).toContain('Paused');
    backend.runs = [aDetail({ version: 3 })];
    backend.stream.news(runId(1), 3);
    await screen.findByText('Running');
    expect(screen.queryByRole('region', { name: 'Paused' })).toBeNull();
    expect(spoken()).not.toContain('Paused');
  });
});
