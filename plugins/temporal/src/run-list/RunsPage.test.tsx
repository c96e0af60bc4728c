import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { runPage } from '../plugin';
import { addressBar } from '../testing/AddressBar';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { aDetail, aRun, PAYMENTS, runId } from '../testing/builders';
import { openApp } from '../testing/openPage';
import { until } from '../testing/until';

const SHOP = 'component:default/shop';

const ofShop = aRun({
  id: runId(2),
  version: 2,
  action: { ref: 'action:default/release', title: 'Release' },
  target: { entityRef: SHOP },
  initiator: { kind: 'service', subject: 'external:machine:ci' },
  requestedAt: '2026-11-23T09:00:00.000Z',
  status: 'failed',
  attempt: 2,
  reason: 'The release of Monday',
});

function aPage(search: string, prepare: (backend: HttpBackend) => void) {
  const backend = new HttpBackend();
  prepare(backend);
  openApp(backend, [runPage, addressBar], `/temporal/runs${search}`);
  return backend;
}

function rowOf(name: RegExp) {
  return screen.findByRole('row', { name });
}

function addressOfPage() {
  const text = screen.getByRole('status', { name: 'Address' }).textContent;
  return new URL(text ?? '', 'http://app.test').searchParams;
}

function lastQuery(backend: HttpBackend) {
  const query = backend.asked('GET /runs').at(-1)?.query;
  return Object.fromEntries(query ?? []);
}

describe('the page of all runs', () => {
  it('says of each run what, on what, who, why, and how it goes', async () => {
    aPage('', backend => {
      backend.runs = [
        ofShop,
        aRun({ progress: { text: 'Migrating', done: 3, total: 9 } }),
      ];
    });
    const failed = within(await rowOf(/Release/));
    expect(failed.getByText('Failed')).toBeVisible();
    expect(failed.getByText('Attempt 2')).toBeVisible();
    expect(failed.getByText('The release of Monday')).toBeVisible();
    expect(failed.getByText('external:machine:ci')).toBeVisible();
    expect(failed.getByRole('link', { name: /shop$/ })).toBeVisible();
    const running = within(await rowOf(/Migrate database/));
    expect(running.getByRole('progressbar')).toHaveAccessibleName('Migrating');
    expect(running.queryByText(/^Attempt/)).toBeNull();
    expect(
      running.getByRole('link', { name: 'Migrate database' }),
    ).toHaveAttribute('href', `/temporal/runs/${runId(1)}`);
    expect(screen.getByText('2 runs')).toBeVisible();
  });

  it('marks runs whose initiator nobody vouches for', async () => {
    aPage('', backend => {
      backend.runs = [aRun({ verified: false })];
    });
    const mark = await screen.findByText('Started elsewhere');
    expect(mark).toHaveAttribute('title', expect.stringMatching(/only what/));
  });

  it('hears of every run, and shows a new one at once', async () => {
    const backend = aPage('', house => {
      house.runs = [aRun()];
    });
    await rowOf(/Migrate database/);
    expect([...backend.stream.query.keys()]).toEqual([]);
    backend.stream.ready(1);
    backend.runs = [ofShop, ...backend.runs];
    backend.stream.news(runId(2), 2);
    expect(await rowOf(/Release/)).toBeVisible();
  });

  it('lets go of a row that no longer matches', async () => {
    const backend = aPage('?status=running', house => {
      house.runs = [aRun({ ...ofShop, status: 'running' }), aRun()];
    });
    await rowOf(/Release/);
    backend.stream.ready(2);
    backend.runs[0] = aRun({ ...ofShop, version: 3, status: 'failed' });
    backend.stream.news(runId(2), 3);
    await until(() => screen.queryByRole('row', { name: /Release/ }) === null);
    expect(await screen.findByText('1 run')).toBeVisible();
  });

  it('loads older runs, and takes the keyboard to the first of them', async () => {
    aPage('', backend => {
      backend.runs = Array.from({ length: 25 }, (_, index) =>
        aRun({ id: runId(25 - index), version: 25 - index }),
      );
    });
    expect(await screen.findByText('The newest 20 runs')).toBeVisible();
    screen.getByRole('button', { name: 'Load more' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('25 runs')).toBeVisible();
    await waitFor(() => expect(screen.getAllByRole('row')[21]).toHaveFocus());
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
  });

  it('keeps what is there when older runs can’t be loaded', async () => {
    const backend = aPage('', house => {
      house.pageSize = 1;
      house.runs = [ofShop, aRun()];
    });
    const more = await screen.findByRole('button', { name: 'Load more' });
    backend.answer('GET /runs', () =>
      failure(503, { name: 'ServiceUnavailableError', message: 'Not now' }),
    );
    await userEvent.click(more);
    expect(await screen.findByText('Not now')).toBeVisible();
    backend.answerAsUsual('GET /runs');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf(/Migrate database/)).toBeVisible();
    expect(screen.queryByText('Not now')).toBeNull();
  });

  it('says what to do while there are no runs at all', async () => {
    aPage('', () => {});
    expect(await screen.findByText('Nothing has been run yet')).toBeVisible();
    expect(screen.getByText(/Open an entity in the catalog/)).toBeVisible();
    expect(screen.queryByRole('grid')).toBeNull();
  });

  it('shows an error with a way to ask again', async () => {
    const backend = aPage('', house => {
      house.answer('GET /runs', () =>
        failure(500, { name: 'Error', message: 'Disk full' }),
      );
    });
    await screen.findByText(/runs could not be loaded/);
    backend.answerAsUsual('GET /runs');
    backend.runs = [aRun()];
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf(/Migrate database/)).toBeVisible();
  });

  it('leads to a run and back, with the filters as they were', async () => {
    const backend = aPage(`?entityRef=${PAYMENTS}`, house => {
      house.runs = [ofShop, aDetail()];
    });
    await userEvent.click(
      within(await rowOf(/Migrate/)).getByRole('link', { name: /^Migrate/ }),
    );
    expect(await screen.findByText('Timeline')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(await rowOf(/Migrate database/)).toBeVisible();
    expect(addressOfPage().get('entityRef')).toBe(PAYMENTS);
    expect(lastQuery(backend).entityRef).toBe(PAYMENTS);
  });
});
