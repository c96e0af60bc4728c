import { screen, within } from '@testing-library/react';
import type {
  Attestation,
  Run,
  RunDetail,
} from 'backstage-plugin-temporal-common';
import { actionsCard, auditPage, runPage } from '../plugin';
import { HttpBackend } from '../testing/HttpBackend';
import { aDetail, aRun, runId } from '../testing/builders';
import { openApp, openEntityPage } from '../testing/openPage';

const ada: Attestation = {
  principal: { type: 'jwt', name: 'user:default/ada' },
  matches: true,
};
const eve: Attestation = {
  principal: { type: 'jwt', name: 'user:default/eve' },
  matches: false,
};

function aBackend(run: Run) {
  const backend = new HttpBackend();
  backend.runs = [run];
  return backend;
}

function aPage(part: Partial<RunDetail>) {
  const backend = aBackend(aDetail(part));
  openApp(backend, [runPage, auditPage], `/temporal/runs/${runId(1)}`);
}

describe('whom Temporal names as the one who started a run', () => {
  it('is said beside who did, when it is the same', async () => {
    aPage({ attestation: ada });
    const deeds = await screen.findByRole('region', { name: 'Who did what' });
    expect(
      within(deeds).getByText(/Temporal names user:default\/ada as the one/),
    ).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByText('Starter disputed')).toBeNull();
  });

  it('is an alarm when it is somebody else', async () => {
    aPage({ attestation: eve });
    const alarm = await screen.findByRole('alert');
    expect(alarm).toHaveTextContent(
      'Temporal names user:default/eve as the one who started this run, not user:default/ada',
    );
    expect(alarm).toHaveTextContent(/in another’s place/);
    expect(alarm).toHaveTextContent(/Tell those who look after security/);
    const link = await within(alarm).findByRole('link', { name: /Audit of/ });
    expect(link).toHaveAttribute('href', expect.stringContaining(runId(1)));
    expect(screen.getByText('Starter disputed')).toBeVisible();
  });

  it('says of a claim that it was one', async () => {
    const principal = { type: 'internal', name: 'temporal' };
    aPage({ verified: false, attestation: { principal, matches: false } });
    const alarm = await screen.findByRole('alert');
    expect(alarm).toHaveTextContent(/names temporal \(internal\)/);
    expect(alarm).toHaveTextContent(/It was started elsewhere/);
  });

  it('is text, whatever it is', async () => {
    const principal = { type: 'jwt', name: 'user:default/\u202eeve<b>' };
    aPage({ attestation: { principal, matches: false } });
    const alarm = await screen.findByRole('alert');
    expect(alarm).toHaveTextContent('user:default/[U+202E]eve<b>');
  });

  it('is nothing where Temporal names nobody', async () => {
    aPage({});
    expect(await screen.findByText('Migrate database')).toBeVisible();
    expect(screen.queryByText(/Temporal names/)).toBeNull();
  });

  it('is marked in the list of runs', async () => {
    openApp(aBackend(aRun({ attestation: eve })), [runPage], '/temporal/runs');
    const row = await screen.findByRole('row', { name: /Migrate/ });
    expect(within(row).getByText('Starter disputed')).toHaveAttribute(
      'title',
      'Temporal names somebody else as the one who started it',
    );
  });

  it('is marked on the card of the entity', async () => {
    openEntityPage(aBackend(aRun({ attestation: eve })), actionsCard);
    expect(await screen.findByText('Starter disputed')).toBeVisible();
  });
});

describe('the cluster of a run', () => {
  it('is named where there may be several', async () => {
    aPage({ cluster: 'eu', namespace: 'billing' });
    const facts = await screen.findByRole('region', { name: 'Details' });
    expect(within(facts).getByText('Cluster').nextSibling).toHaveTextContent(
      'eu',
    );
    expect(within(facts).getByText('billing')).toBeVisible();
  });

  it('is not where there is one', async () => {
    aPage({});
    const facts = await screen.findByRole('region', { name: 'Details' });
    expect(within(facts).queryByText('Cluster')).toBeNull();
  });
});
