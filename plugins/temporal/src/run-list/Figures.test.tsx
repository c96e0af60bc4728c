import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ActionFigures } from 'backstage-plugin-temporal-common';
import { TemporalClient } from '../api/TemporalClient';
import { LiveRuns } from '../live/LiveRuns';
import { whenRunsEnd } from '../live/whenRunsEnd';
import { runPage } from '../plugin';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { aRun, PAYMENTS, runId } from '../testing/builders';
import { openApp } from '../testing/openPage';
import { pause, until } from '../testing/until';

const migrate: ActionFigures = {
  action: { ref: 'action:default/migrate', title: 'Migrate database' },
  finished: 20,
  succeeded: 18,
  usualMs: 80_000,
};

function aPage(search: string, prepare: (backend: HttpBackend) => void) {
  const backend = new HttpBackend();
  prepare(backend);
  openApp(backend, [runPage], `/temporal/runs${search}`);
  return backend;
}

function figure(action: string) {
  return screen
    .findByRole('list', { name: 'How the latest finished runs went' })
    .then(list => within(list).getByText(action).closest('li') as HTMLElement);
}

describe('the figures of runs', () => {
  it('say of each action how often it succeeds and how long it takes', async () => {
    aPage('', backend => {
      backend.figures = [migrate, { ...aRelease(1), finished: 0 }];
    });
    const item = within(await figure('Migrate database'));
    expect(item.getByText('18 of 20 succeeded')).toBeVisible();
    expect(item.getByText('usually 1m 20s')).toBeVisible();
    expect(screen.queryByText('Release 1')).toBeNull();
  });

  it('are those of the filtered runs, whatever their status', async () => {
    const backend = aPage(`?status=failed&entityRef=${PAYMENTS}`, house => {
      house.figures = [migrate];
    });
    await figure('Migrate database');
    const [{ query }] = backend.asked('GET /runs/figures');
    expect(Object.fromEntries(query)).toEqual({ entityRef: PAYMENTS });
  });

  it('narrow the list to their action', async () => {
    const backend = aPage('', house => {
      house.figures = [migrate];
    });
    const item = within(await figure('Migrate database'));
    await userEvent.click(item.getByRole('button', { name: /^Only/ }));
    await until(() => backend.count('GET /runs') === 2);
    const { query } = backend.asked('GET /runs')[1];
    expect(query.get('action')).toBe(migrate.action.ref);
  });

  it('show a few actions, and all to those who ask', async () => {
    aPage('', backend => {
      backend.figures = Array.from({ length: 9 }, (_, index) =>
        aRelease(index),
      );
    });
    await figure('Release 0');
    expect(screen.queryByText('Release 8')).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all 9 actions' }),
    );
    expect(screen.getByText('Release 8')).toBeVisible();
  });

  it('say so when they can’t be loaded, beside the runs', async () => {
    const backend = aPage('', house => {
      house.runs = [aRun()];
      house.answer('GET /runs/figures', () =>
        failure(503, { name: 'ServiceUnavailableError', message: 'Not now' }),
      );
    });
    expect(await screen.findByText('Not now')).toBeVisible();
    expect(await screen.findByRole('grid')).toBeVisible();
    backend.answerAsUsual('GET /runs/figures');
    backend.figures = [migrate];
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await figure('Migrate database')).toBeVisible();
    expect(screen.queryByText('Not now')).toBeNull();
  });
});

describe('what follows the ends of runs', () => {
  it('hears once of all that ended together, and of nothing else', async () => {
    const backend = new HttpBackend();
    backend.runs = [1, 2, 3].map(each => aRun({ id: runId(each) }));
    const list = new LiveRuns(new TemporalClient(backend)).list({
      status: ['running', 'succeeded'],
    });
    let heard = 0;
    const stop = whenRunsEnd(list, () => (heard += 1), 30);
    await until(() => list.state.get().ids.length === 3);
    const change = async (
      position: number,
      part: Parameters<typeof aRun>[0],
    ) => {
      backend.runs[position] = aRun({ ...backend.runs[position], ...part });
      list.look();
      await until(() => !list.state.get().looking);
    };
    await change(0, { version: 2, progress: { text: 'Half' } });
    await pause(60);
    expect(heard).toBe(0);
    await change(0, { version: 3, status: 'succeeded' });
    // This one leaves the list by ending.
    await change(1, { version: 4, status: 'failed' });
    await until(() => heard > 0);
    await pause(60);
    expect(heard).toBe(1);
    expect(list.state.get().ids).toEqual([runId(1), runId(3)]);
    stop();
  });
});

function aRelease(number: number): ActionFigures {
  const title = `Release ${number}`;
  return {
    action: { ref: `action:default/release-${number}`, title },
    finished: 2,
    succeeded: 1,
  };
}
