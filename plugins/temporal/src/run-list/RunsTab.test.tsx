import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { runsTab } from '../plugin';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { aRun, runId } from '../testing/builders';
import { openEntityPage } from '../testing/openPage';
import { until } from '../testing/until';

/** The choices of the filter have the same words. */
const chip = { selector: 'span' };

function aTab(prepare: (backend: HttpBackend) => void) {
  const backend = new HttpBackend();
  prepare(backend);
  openEntityPage(backend, runsTab);
  return backend;
}

describe('the Runs tab', () => {
  it('lists who ran what, when, and how it goes', async () => {
    aTab(backend => {
      backend.runs = [
        aRun({
          status: 'failed',
          requestedAt: new Date(Date.now() - 3.5 * 60_000).toISOString(),
          startedAt: '2026-11-23T08:00:01.000Z',
          closedAt: '2026-11-23T08:00:03.500Z',
        }),
      ];
    });
    const table = await screen.findByRole('grid', { name: 'Runs' });
    expect(within(table).getByText('Migrate database')).toBeVisible();
    expect(within(table).getByText('Failed')).toBeVisible();
    expect(within(table).getByText('2.5s')).toBeVisible();
    expect(
      await within(table).findByRole('link', { name: 'ada' }),
    ).toBeVisible();
    expect(within(table).getByText('3 minutes ago')).toHaveAttribute(
      'title',
      expect.stringMatching(/20\d\d/),
    );
  });

  it('changes a row when there is news of its run', async () => {
    const backend = aTab(house => {
      house.runs = [aRun({ id: runId(2), version: 2 }), aRun({ version: 1 })];
    });
    expect(await screen.findAllByText('Running', chip)).toHaveLength(2);
    backend.stream.ready(2);
    backend.runs[1] = aRun({ version: 3, status: 'succeeded' });
    backend.stream.news(runId(1), 3);
    expect(await screen.findByText('Succeeded', chip)).toBeVisible();
    expect(screen.getAllByText('Running', chip)).toHaveLength(1);
  });

  it('loads more until there is no more', async () => {
    aTab(backend => {
      backend.runs = Array.from({ length: 25 }, (_, index) =>
        aRun({ id: runId(25 - index), version: 25 - index }),
      );
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load more' }),
    );
    await until(() => screen.getAllByRole('row').length === 26);
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
    // Old rows are no news: a screen reader hears nothing of them.
    expect(screen.queryByText(/Migrate database: /)).toBeNull();
  });

  it('says what to do while there are no runs', async () => {
    aTab(() => {});
    expect(await screen.findByText('Nothing has been run yet')).toBeVisible();
  });

  it('shows an error with a way to ask again', async () => {
    const backend = aTab(house => {
      house.answer('GET /runs', () =>
        failure(500, { name: 'Error', message: 'Disk full' }),
      );
    });
    await screen.findByText(/runs could not be loaded/);
    backend.answerAsUsual('GET /runs');
    backend.runs = [aRun()];
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Running', chip)).toBeVisible();
  });

  it('says when news do not arrive, and how old the rows are', async () => {
    aTab(backend => {
      backend.runs = [aRun()];
      backend.answer('GET /events', () =>
        failure(503, { name: 'ServiceUnavailableError', message: 'Not now' }),
      );
    });
    expect(
      await screen.findByText(/Live updates are interrupted/),
    ).toBeVisible();
    expect(screen.getByText(/^seen /)).toBeVisible();
  });
});
