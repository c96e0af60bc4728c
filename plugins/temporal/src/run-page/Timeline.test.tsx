import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RunDetail, TimelineItem } from 'backstage-plugin-temporal-common';
import { runPage } from '../plugin';
import { HttpBackend } from '../testing/HttpBackend';
import { aDetail, anApproval, runId } from '../testing/builders';
import { openApp } from '../testing/openPage';

const at = (seconds: number) =>
  new Date(Date.parse('2026-11-23T08:00:00Z') + seconds * 1000).toISOString();

function aPage(part: Partial<RunDetail>) {
  const backend = new HttpBackend();
  backend.runs = [aDetail(part)];
  openApp(backend, [runPage], `/temporal/runs/${runId(1)}`);
}

function aStep(part: Partial<TimelineItem> = {}): TimelineItem {
  return {
    id: '1',
    kind: 'activity',
    name: 'applyMigration',
    status: 'succeeded',
    scheduledAt: at(1),
    startedAt: at(2),
    endedAt: at(5),
    attempt: 1,
    ...part,
  };
}

async function timeline() {
  return within(await screen.findByRole('region', { name: 'Timeline' }));
}

const closed = { status: 'succeeded', closedAt: at(60) } as const;

describe('the timeline of a run', () => {
  it('tells questions among the steps: who answered, and how it ended', async () => {
    aPage({
      ...closed,
      timeline: [aStep({ scheduledAt: at(30), endedAt: at(31) })],
      questions: [
        anApproval({
          askedAt: at(2),
          closedAt: at(22),
          outcome: 'approved',
          answers: [
            { by: 'user:default/sofia', at: at(20), verdict: 'approve' },
          ],
        }),
      ],
    });
    const rows = (await timeline()).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(2);
    const asked = within(rows[0]);
    expect(asked.getByRole('rowheader')).toHaveTextContent(
      'May this run?Approval',
    );
    expect(asked.getByText('Approved')).toBeVisible();
    expect(asked.getByRole('link', { name: 'sofia' })).toBeVisible();
    expect(asked.getByText('20s')).toBeVisible();
  });

  it('marks what rolls back after the run was told to stop', async () => {
    aPage({
      ...closed,
      status: 'cancelled',
      stop: {
        verb: 'cancel',
        by: 'user:default/ada',
        reason: 'Wrong one',
        at: at(6),
      },
      timeline: [
        aStep({ status: 'cancelled' }),
        aStep({
          id: '2',
          name: 'revertMigration',
          scheduledAt: at(7),
          endedAt: at(9),
          afterStop: true,
        }),
      ],
    });
    const told = await timeline();
    const [, before, after] = told.getAllByRole('row');
    expect(within(before).queryByText('Rolls back')).toBeNull();
    expect(within(after).getByText('Rolls back')).toBeVisible();
    expect(told.getByText('told to stop')).toBeVisible();
  });

  it('explains the bars that there are, and no others', async () => {
    const timer = aStep({ id: '2', kind: 'timer', name: 'Timer' });
    aPage({ ...closed, timeline: [aStep(), timer] });
    const legend = (await timeline()).getByRole('list', {
      name: 'What the bars mean',
    });
    expect(
      within(legend)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'waiting for a worker',
      'at work, in the colour of its status',
      'waiting for its time',
    ]);
  });

  it('shows the latest of many steps first, and all to those who ask', async () => {
    const timeline500 = Array.from({ length: 500 }, (_, position) =>
      aStep({
        id: String(position),
        summary: `Step ${position}`,
        scheduledAt: at(position),
        endedAt: at(position + 1),
      }),
    );
    aPage({ ...closed, timeline: timeline500, timelineCut: true });
    const told = await timeline();
    expect(told.getByText(/Only the latest 500 steps are kept/)).toBeVisible();
    expect(told.queryByText('Step 0')).toBeNull();
    expect(told.getByText('Step 499')).toBeVisible();
    await userEvent.click(
      told.getByRole('button', { name: 'Show 400 earlier steps' }),
    );
    expect(told.getByText('Step 0')).toBeVisible();
    expect(told.queryByRole('button', { name: /earlier steps/ })).toBeNull();
  });

  it('writes names from programs as text', async () => {
    aPage({ ...closed, timeline: [aStep({ name: '\u202egpj.exe' })] });
    expect((await timeline()).getByText('[U+202E]gpj.exe')).toBeVisible();
  });
});
