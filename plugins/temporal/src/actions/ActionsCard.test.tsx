import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { actionsCard } from '../plugin';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { aRun, anAction, runId } from '../testing/builders';
import { openEntityPage } from '../testing/openPage';
import { until } from '../testing/until';

function aCard(prepare: (backend: HttpBackend) => void) {
  const backend = new HttpBackend();
  prepare(backend);
  openEntityPage(backend, actionsCard);
  return backend;
}

describe('the Actions card', () => {
  it('offers what may be run, under the headings of its groups', async () => {
    aCard(backend => {
      backend.offered = {
        items: [
          anAction({ group: 'Database' }),
          anAction({ ref: 'action:default/drain', title: 'Drain' }),
        ],
      };
    });
    const migrate = await screen.findByRole('button', {
      name: 'Run Migrate database',
    });
    expect(migrate).toBeEnabled();
    expect(screen.getByRole('heading', { name: 'Database' })).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Other' })).toBeVisible();
  });

  it('says in plain text why a button is off, and links to whom to ask', async () => {
    aCard(backend => {
      backend.offered = {
        items: [
          anAction({
            decision: {
              allowed: false,
              reason: 'You do not own this; ask group:default/payments',
              ask: ['group:default/payments', 'group:default/platform'],
            },
          }),
        ],
      };
    });
    const button = await screen.findByRole('button', { name: /Migrate/ });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(/You do not own this/);
    expect(screen.getByText(/You do not own this/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: /payments/ }).getAttribute('href'),
    ).toBe('/catalog/default/group/payments');
    expect(screen.getByRole('link', { name: /platform/ })).toBeVisible();
  });

  it('says what to do when nothing can be done to the entity', async () => {
    aCard(() => {});
    expect(await screen.findByText(/No action applies/)).toBeVisible();
    expect(screen.getByText(/kind Action/)).toBeVisible();
    expect(screen.getByText('Nothing has been run yet.')).toBeVisible();
  });

  it('turns the buttons off and shows the age of rows while offline', async () => {
    aCard(backend => {
      backend.offered = {
        items: [anAction()],
        unavailable: 'Temporal does not answer at localhost:7233',
      };
      backend.runs = [aRun()];
    });
    const button = await screen.findByRole('button', { name: /Migrate/ });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(/Temporal does not answer/);
    expect(await screen.findByText('Running')).toBeVisible();
    expect(screen.getByText(/^seen /)).toBeVisible();
  });

  it('shows an error with a way to ask again', async () => {
    const backend = aCard(house => {
      house.answer('GET /actions', () =>
        failure(500, { name: 'Error', message: 'Disk full' }),
      );
    });
    expect(
      await screen.findByText(/actions could not be loaded/),
    ).toBeInTheDocument();
    backend.answerAsUsual('GET /actions');
    backend.offered = { items: [anAction()] };
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('button', { name: /Migrate/ }),
    ).toBeEnabled();
  });

  it('follows a run to its end and tells screen readers', async () => {
    const backend = aCard(house => {
      house.runs = [
        aRun({ progress: { text: 'Applying 2 of 4', done: 2, total: 4 } }),
      ];
    });
    expect(await screen.findByText('Running')).toBeVisible();
    const bar = screen.getByRole('progressbar', { name: 'Applying 2 of 4' });
    expect(bar).toHaveAttribute('aria-valuenow', '2');
    backend.runs = [
      aRun({
        version: 2,
        status: 'succeeded',
        closedAt: '2026-11-23T08:01:21.000Z',
      }),
    ];
    await until(() => backend.streams.length === 1);
    backend.stream.ready(1);
    backend.stream.news(runId(1), 2);
    expect(await screen.findByText('Succeeded')).toBeVisible();
    expect(screen.getByText('1m 20s')).toBeVisible();
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
    expect(
      await screen.findByText('Migrate database: Succeeded'),
    ).toHaveAttribute('role', 'status');
  });

  it('shows the five newest runs and who started them', async () => {
    aCard(backend => {
      backend.runs = [6, 5, 4, 3, 2, 1].map(position =>
        aRun({
          id: runId(position),
          version: position,
          initiator: { kind: 'service', subject: `machine-${position}` },
        }),
      );
    });
    const rows = await screen.findAllByText(/^machine-/);
    expect(rows.map(row => row.textContent)).toEqual([
      'machine-6',
      'machine-5',
      'machine-4',
      'machine-3',
      'machine-2',
    ]);
    const [item] = screen
      .getAllByRole('listitem')
      .filter(row => within(row).queryByText('machine-6'));
    expect(within(item).getByLabelText('machine')).toBeInTheDocument();
  });
});
