import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowFailedError } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { Headers } from '@temporalio/common';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import {
  ADMISSION_REFUSED,
  STATEMENT_HEADER,
} from 'backstage-plugin-temporal-common/workflow';
import { decodeJwt } from 'jose';
import { until } from '../../../../scripts/run/readiness.mjs';
import { aBrowser } from '../browser/aBrowser.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { PAYMENTS_API } from '../callers/requests.ts';
import type { Api } from '../house/Api.ts';
import { PythonHouse, pythonWorkerDir } from '../python/PythonHouse.ts';
import { startedRun } from '../python/startedRun.ts';
import { forgedStart, headerOf } from '../temporal/forgedStart.ts';
import { TemporalEye } from '../temporal/TemporalEye.ts';

const ADA = 'user:default/ada';
const asked = {
  initiator: ADA,
  target: PAYMENTS_API,
  environment: 'production',
};
const proveWho = { type: 'proveWho', taskQueue: 'proofs' };

interface AwkwardInput {
  readonly why: string;
  readonly sha256: string;
  readonly input: unknown;
}

const awkwardInputs: readonly AwkwardInput[] = JSON.parse(
  readFileSync(join(pythonWorkerDir, 'proofs', 'inputs.json'), 'utf8'),
);

describe('a worker written in Python', () => {
  let python: PythonHouse;
  let temporal: TemporalEye;
  let token: string;
  let api: Api;

  before(async () => {
    const [browser, house] = await Promise.all([
      aBrowser(),
      PythonHouse.start(),
    ]);
    python = house;
    temporal = await TemporalEye.on(python.house);
    const ada = await aSignedInVisitor(browser, python.house, 'ada');
    token = await ada.token();
    api = python.house.api(token);
    await browser.close();
  });

  after(async () => {
    await temporal?.close();
    await python?.stop();
  });

  async function statementOf(runId: string): Promise<string> {
    const header = await headerOf(temporal.client, runId);
    return defaultPayloadConverter.fromPayload(header[STATEMENT_HEADER]);
  }

  function resultOf(runId: string): Promise<unknown> {
    return temporal.client.workflow.getHandle(runId).result();
  }

  /** A run as its page shows it, once it is over. */
  async function ended(runId: string): Promise<RunDetail> {
    let run: RunDetail | undefined;
    await until(async () => {
      run = (await api.get(`/runs/${runId}`)).body as RunDetail;
      return run.closedAt !== undefined;
    }, 20_000);
    assert.ok(run?.closedAt, `Run ${runId} never ended`);
    return run;
  }

  it('does what an owner asked for, and knows who that is', async () => {
    const input = { note: 'Not at night' };
    const runId = await startedRun(api, 'write-runbook', input);
    const { status, payloads } = await ended(runId);
    assert.equal(status, 'succeeded');
    assert.ok(payloads.visible);
    const result = payloads.value.result as Record<string, string>;
    assert.equal(result.initiator, ADA);
    assert.equal(result.target, PAYMENTS_API);
    assert.match(result.page, /Written for user:default\/ada by run/);
    const page = await readFile(join(python.runbooksDir, result.file), 'utf8');
    assert.equal(page, result.page);
  });

  for (const { why, sha256, input } of awkwardInputs) {
    it(`admits an input of ${why}`, async () => {
      const runId = await startedRun(api, 'prove-who', input);
      const { inputDigest } = decodeJwt(await statementOf(runId));
      assert.equal(inputDigest, sha256);
      const result = await resultOf(runId);
      assert.deepEqual(result, {
        workflow: asked,
        activity: asked,
        thread: asked,
        localActivity: asked,
        child: asked,
        input: JSON.parse(JSON.stringify(input)),
      });
    });
  }

  it('stays the same run when it continues as new', async () => {
    const runId = await startedRun(api, 'prove-again', { times: 2 });
    const result = await resultOf(runId);
    assert.deepEqual(result, { isFirst: false, runId, activity: asked });
  });

  async function failureOf(handle: WorkflowHandle): Promise<unknown> {
    return handle.result().then(
      result => assert.fail(`It ran: ${JSON.stringify(result)}`),
      error => {
        assert.ok(error instanceof WorkflowFailedError, String(error));
        return error.cause;
      },
    );
  }

  async function assertRefused(
    workflowId: string,
    header: Headers,
    input: object = {},
  ): Promise<void> {
    const forgery = { workflowId, header, input, workflow: proveWho };
    const handle = await forgedStart(temporal.connection, forgery);
    const { type } = (await failureOf(handle)) as { type?: string };
    assert.equal(type, ADMISSION_REFUSED);
    const { events } = await handle.fetchHistory();
    const effects = events?.filter(
      event =>
        event.activityTaskScheduledEventAttributes ??
        event.startChildWorkflowExecutionInitiatedEventAttributes,
    );
    assert.deepEqual(effects, []);
  }

  function headerWith(statement: string): Headers {
    return { [STATEMENT_HEADER]: defaultPayloadConverter.toPayload(statement) };
  }

  it('refuses a workflow without a header, or with another one', async () => {
    await assertRefused(randomUUID(), {});
    const noise = { data: new Uint8Array([1, 2, 3]) };
    await assertRefused(randomUUID(), { [STATEMENT_HEADER]: noise });
  });

  it('refuses the statement of an earlier run, under another id and its own', async () => {
    const runId = await startedRun(api, 'prove-who');
    await resultOf(runId);
    const header = await headerOf(temporal.client, runId);
    await assertRefused(randomUUID(), header);
    await assertRefused(runId, header);
  });

  it('refuses an altered statement, and another input than was signed', async () => {
    // Nobody serves the queue meanwhile, so that the run is not admitted yet.
    await python.proofs.kill();
    const runId = await startedRun(api, 'prove-who', { to: '1' });
    const statement = await statementOf(runId);
    await temporal.client.workflow.getHandle(runId).terminate();
    await python.proofs.start();
    const [head, body, signature] = statement.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    claims.initiator = { kind: 'user', entityRef: 'user:default/pat' };
    const altered = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const forged = `${head}.${altered}.${signature}`;
    await assertRefused(runId, headerWith(forged), { to: '1' });
    await assertRefused(runId, headerWith(statement), { to: '2' });
  });

  it('lets no foreign workflow have an activity done', async () => {
    const runId = await startedRun(api, 'prove-who');
    await resultOf(runId);
    const statement = await statementOf(runId);
    for (const [workflowId, carried] of [
      [randomUUID(), undefined],
      [randomUUID(), statement],
      [runId, statement],
    ] as const) {
      const handle = await temporal.client.workflow.start('steal', {
        workflowId,
        taskQueue: 'foreign',
        args: [carried],
      });
      const { cause } = (await failureOf(handle)) as {
        cause?: { type?: string; nonRetryable?: boolean };
      };
      assert.equal(cause?.type, ADMISSION_REFUSED);
      assert.equal(cause?.nonRetryable, true);
    }
  });

  it('keeps a run and its signals waiting while the backend is down', async () => {
    const backend = python.house.process('backend');
    await python.proofs.kill();
    const [runId, patient] = await Promise.all([
      startedRun(api, 'prove-who'),
      startedRun(api, 'prove-patience'),
    ]);
    await backend.kill();
    await python.proofs.start();
    const handle = temporal.client.workflow.getHandle(patient);
    await handle.signal('go');
    await assert.rejects(handle.query('is_told'), /not admitted/);
    await sleep(3_000);
    for (const id of [runId, patient]) {
      const { status } = await temporal.client.workflow
        .getHandle(id)
        .describe();
      assert.equal(status.name, 'RUNNING');
    }
    await backend.start();
    await resultOf(runId);
    assert.equal(await resultOf(patient), 'dropped');
  });

  /** Writes Ada into another team, and waits until the catalog has read it. */
  async function moveAda(): Promise<void> {
    const org = await readFile(python.orgFile, 'utf8');
    const moved = org.replace(
      /(name: ada\n[\s\S]*?memberOf: )\[payments\]/,
      '$1[orders]',
    );
    assert.notEqual(moved, org, 'Ada is not written as expected');
    await writeFile(python.orgFile, moved);
    const url = `${python.house.url}/api/catalog`;
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    };
    const body = JSON.stringify({ entityRef: ADA });
    await fetch(`${url}/refresh`, { method: 'POST', headers, body });
    const hasMoved = await until(async () => {
      const ada = `${url}/entities/by-name/user/default/ada`;
      const answer = await fetch(ada, { headers });
      return (await answer.text()).includes('default/orders');
    }, 20_000);
    assert.ok(hasMoved, 'the catalog never read that Ada moved');
  }

  it('is told no for somebody who has left the team meanwhile', async () => {
    const runId = await startedRun(api, 'prove-patience');
    const handle = temporal.client.workflow.getHandle(runId);
    const isAdmitted = () =>
      handle.query('is_told').then(
        () => true,
        () => false,
      );
    assert.ok(await until(isAdmitted, 20_000));
    await moveAda();
    await handle.signal('go');
    const failure = (await failureOf(handle)) as {
      cause?: { type?: string; message?: string };
    };
    assert.equal(failure.cause?.type, 'NotAllowedError');
    assert.match(failure.cause?.message ?? '', /do not own/);
  });
});
