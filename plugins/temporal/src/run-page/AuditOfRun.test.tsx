import { screen } from '@testing-library/react';
import { auditPage, runPage } from '../plugin';
import { HttpBackend } from '../testing/HttpBackend';
import { aDetail, runId } from '../testing/builders';
import { openApp } from '../testing/openPage';

// Alone in its file, because answers about permissions are kept for a while.
describe('the audit of a run', () => {
  it('is not offered to those who may not read it', async () => {
    const backend = new HttpBackend();
    backend.permits = false;
    backend.runs = [aDetail({ status: 'succeeded' })];
    openApp(backend, [runPage, auditPage], `/temporal/runs/${runId(1)}`);
    expect(await screen.findByText('Succeeded')).toBeVisible();
    expect(screen.queryByRole('link', { name: /Audit of/ })).toBeNull();
  });
});
