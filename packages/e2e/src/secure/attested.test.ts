import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import type { Browser } from 'playwright-core';
import { until } from '../../../../scripts/run/readiness.mjs';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { barriersIn } from '../browser/barriersIn.ts';
import { RunPage } from '../browser/RunPage.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import type { Visitor } from '../browser/Visitor.ts';
import { patReadsAudit, recordsIn } from '../house/auditIn.ts';
import { writeSlowMigrations } from '../house/slowMigrations.ts';
import { forgedStart } from '../temporal/forgedStart.ts';
import type { TemporalEye } from '../temporal/TemporalEye.ts';
import { onlyPayments } from './secureConfig.ts';
import { SecureHouse } from './SecureHouse.ts';

const REASON = 'Wrong release';
const PATIENCE_MS = 60_000;
const ADA = { type: 'jwt', name: 'user:default/ada' };
const NINA = { type: 'jwt', name: 'user:default/nina' };

describe('whom Temporal itself names', () => {
  let folder: string;
  let secure: SecureHouse;
  let browser: Browser;
  let temporal: TemporalEye;
  let ada: Visitor;
  let nina: Visitor;
  let runId: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-attested-'));
    await writeSlowMigrations(folder);
    [secure, browser] = await Promise.all([
      SecureHouse.start({
        name: 'secure-attested',
        teams: onlyPayments,
        env: { MIGRATIONS_DIR: folder, ...patReadsAudit },
      }),
      aBrowser(),
    ]);
    temporal = await secure.eye('payments');
    ada = await aSignedInVisitor(browser, secure.house, 'ada');
    nina = await aSignedInVisitor(browser, secure.house, 'nina');
  });

  after(async () => {
    await temporal?.close();
    await browser?.close();
    await secure?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Has Ada start a migration, and waits until it is in its slow middle. */
  async function inTheMiddle(): Promise<string> {
    await ada.openEntity('payments-api');
    const card = new ActionsCard(ada.page);
    await card.run('Migrate database');
    await card.latestRuns
      .first()
      .getByText(/002_slow/)
      .waitFor();
    await card.openNewestRun();
    return new RunPage(ada.page).runId();
  }

  async function eventsOf(id: string) {
    const handle = temporal.client.workflow.getHandle(id);
    const { events } = await handle.fetchHistory();
    return events ?? [];
  }

  async function principalOf(
    id: string,
    event:
      | 'workflowExecutionStartedEventAttributes'
      | 'workflowExecutionCancelRequestedEventAttributes'
      | 'workflowExecutionTerminatedEventAttributes',
  ) {
    const found = (await eventsOf(id)).find(each => each[event]);
    return { type: found?.principal?.type, name: found?.principal?.name };
  }

  async function stop({ page }: Visitor, button: string, submit: string) {
    await page.getByRole('button', { name: button }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Reason/).fill(REASON);
    await dialog.getByRole('button', { name: submit }).click();
  }

  async function detailOnce(
    id: string,
    isSo: (run: RunDetail) => boolean,
  ): Promise<RunDetail> {
    const api = secure.house.api(await ada.token());
    let run: RunDetail | undefined;
    const found = await until(async () => {
      const { body, status } = await api.get(`/runs/${id}`);
      run = status === 200 ? (body as RunDetail) : undefined;
      return run !== undefined && isSo(run);
    }, PATIENCE_MS);
    assert.ok(found && run, `Run ${id} is ${JSON.stringify(run)}`);
    return run;
  }

  it('is the person who clicked', async () => {
    runId = await inTheMiddle();
    const by = await principalOf(
      runId,
      'workflowExecutionStartedEventAttributes',
    );
    assert.deepEqual(by, ADA);
    const { attestation } = await detailOnce(runId, run => !!run.attestation);
    assert.deepEqual(attestation, { principal: ADA, matches: true });
    const deeds = ada.page.getByRole('region', { name: 'Who did what' });
    await deeds.getByText('Temporal names user:default/ada').waitFor();
    await ada.photograph('secure-attested');
  });

  it('is another person where another cancels', async () => {
    await nina.open(`/temporal/runs/${runId}`);
    await stop(nina, 'Cancel run', 'Cancel the run');
    await new RunPage(nina.page).untilItIs('cancelled');
    const by = await principalOf(
      runId,
      'workflowExecutionCancelRequestedEventAttributes',
    );
    assert.deepEqual(by, NINA);
  });

  it('is the other person where the other terminates', async () => {
    const id = await inTheMiddle();
    await nina.open(`/temporal/runs/${id}`);
    await stop(nina, 'Terminate', 'Terminate the run');
    await new RunPage(nina.page).untilItIs('terminated');
    const by = await principalOf(
      id,
      'workflowExecutionTerminatedEventAttributes',
    );
    assert.deepEqual(by, NINA);
  });

  it('is who held the token, whatever else a workflow is labelled with', async () => {
    const sub = 'user:default/sam';
    const permissions = ['payments:write'];
    const sam = await secure.eye('payments', { sub, permissions });
    // Which claims to be Pat in all that a client may set.
    const handle = await forgedStart(sam.connection, {
      ...{ workflowId: `by-hand-${randomUUID()}`, namespace: 'payments' },
      ...{ header: {}, input: {} },
    });
    const { runId: id } = await handle.describe();
    await sam.close();
    const run = await detailOnce(id, ({ attestation }) => !!attestation);
    const principal = { type: 'jwt', name: sub };
    assert.deepEqual(run.attestation, { principal, matches: false });
    const pat = await aSignedInVisitor(browser, secure.house, 'pat');
    const api = secure.house.api(await pat.token());
    const records = await recordsIn(api, { run: id, event: 'run-attest' });
    assert.deepEqual(
      records.map(({ outcome }) => outcome),
      ['failed'],
    );
    await ada.open(`/temporal/runs/${id}`);
    await new RunPage(ada.page).untilItIs('failed');
    const alarm = ada.page.getByRole('alert');
    await alarm.getByText(/Temporal names user:default\/sam/).waitFor();
    const page = ada.page.locator('div[data-run-id]');
    assert.deepEqual(await barriersIn(page), []);
    await ada.photograph('secure-differs');
  });
});
