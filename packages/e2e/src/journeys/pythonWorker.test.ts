import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { decodeJwt } from 'jose';
import { until } from '../../../../scripts/run/readiness.mjs';
import { PAYMENTS_API } from '../callers/requests.ts';
import { PythonHouse, pythonWorkerDir } from '../python/PythonHouse.ts';
import { failureOf } from '../temporal/failureOf.ts';

const ADA = 'user:default/ada';
const asked = {
  initiator: ADA,
  target: PAYMENTS_API,
  environment: 'production',
};

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

  before(async () => {
    python = await PythonHouse.start('python-worker');
  });

  after(() => python?.stop());

  /** A run as its page shows it, once it is over. */
  async function ended(runId: string): Promise<RunDetail> {
    let run: RunDetail | undefined;
    await until(async () => {
      run = (await python.api.get(`/runs/${runId}`)).body as RunDetail;
      return run.closedAt !== undefined;
    }, 20_000);
    assert.ok(run?.closedAt, `Run ${runId} never ended`);
    return run;
  }

  /** Waits until a patient run answers, as it does once it is admitted. */
  async function untilAdmitted(runId: string): Promise<void> {
    const handle = python.temporal.client.workflow.getHandle(runId);
    const answers = () =>
      handle.query('is_told').then(
        () => true,
        () => false,
      );
    assert.ok(await until(answers, 20_000), `${runId} was not admitted`);
  }

  it('does what an owner asked for, and knows who that is', async () => {
    const input = { note: 'Not at night' };
    const runId = await python.started('write-runbook', input);
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

  async function assertAdmitted({ input, sha256 }: AwkwardInput) {
    const runId = await python.started('prove-who', input);
    const { inputDigest } = decodeJwt(await python.statementOf(runId));
    assert.equal(inputDigest, sha256);
    assert.deepEqual(await python.resultOf(runId), {
      workflow: asked,
      activity: asked,
      thread: asked,
      localActivity: asked,
      child: asked,
      // As JSON has it: there is one zero.
      input: JSON.parse(JSON.stringify(input)),
    });
  }

  it('goes on behind the gate with what was approved', async () => {
    const runId = await python.started('prove-approved', { note: 'Careful' });
    const sofia = await python.apiOf('sofia');
    const path = `/runs/${runId}/questions/approval/answers`;
    const approved = await until(async () => {
      const verdict = { answer: { decision: 'approve' } };
      return (await sofia.post(path, verdict)).status === 200;
    }, 20_000);
    assert.ok(approved, 'Sofia could not approve it');
    const { status, payloads } = await ended(runId);
    assert.equal(status, 'succeeded');
    assert.ok(payloads.visible);
    assert.match(JSON.stringify(payloads.value.result), /user:default\/ada/);
  });

  for (const awkward of awkwardInputs) {
    it(`admits an input of ${awkward.why}`, () => assertAdmitted(awkward));
  }

  it('stays the same run when it continues as new', async () => {
    const runId = await python.started('prove-again', { times: 2 });
    const result = await python.resultOf(runId);
    assert.deepEqual(result, { isFirst: false, runId, activity: asked });
  });

  it('stays the same run when it is reset', async () => {
    const runId = await python.started('prove-patience');
    await untilAdmitted(runId);
    const { client, connection } = python.temporal;
    const handle = client.workflow.getHandle(runId);
    const { events } = await handle.fetchHistory();
    // The end of the first workflow task: the run is admitted after it.
    const end = events?.find(
      event => event.workflowTaskCompletedEventAttributes,
    );
    const reset = await connection.workflowService.resetWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: runId },
      requestId: randomUUID(),
      reason: 'Admitted once more',
      workflowTaskFinishEventId: end?.eventId,
    });
    await untilAdmitted(runId);
    const again = client.workflow.getHandle(runId, reset.runId);
    await again.signal('go');
    assert.equal(await again.result(), 'dropped');
  });

  /** Waits until an activity of a run is tried again because of such an error. */
  async function untilTrouble(runId: string, type: string): Promise<void> {
    const handle = python.temporal.client.workflow.getHandle(runId);
    const isThere = async () => {
      const { raw } = await handle.describe();
      const [step] = raw.pendingActivities ?? [];
      return step?.lastFailure?.applicationFailureInfo?.type === type;
    };
    assert.ok(await until(isThere, 20_000), `${runId} never met ${type}`);
  }

  it('keeps what is not admitted waiting while the backend is down', async () => {
    const open = await python.started('prove-patience');
    await untilAdmitted(open);
    await python.proofs.stop();
    const runs = [open];
    for (const action of ['prove-who', 'prove-patience']) {
      runs.push(await python.started(action));
    }
    const backend = python.house.process('backend');
    await backend.kill();
    await python.proofs.start();
    const handles = runs.map(id =>
      python.temporal.client.workflow.getHandle(id),
    );
    const [admitted, asking, patient] = handles;
    await admitted.signal('go');
    await patient.signal('go');
    await assert.rejects(patient.query('is_told'), /not admitted/);
    await untilTrouble(open, 'AdmissionUnavailable');
    await sleep(1_500);
    for (const handle of handles) {
      assert.equal((await handle.describe()).status.name, 'RUNNING');
    }
    await backend.start();
    await asking.result();
    assert.equal(await admitted.result(), 'dropped');
    assert.equal(await patient.result(), 'dropped');
  });

  it('keeps asking for permission while the backend is down', async () => {
    const runId = await python.started('prove-patience');
    await untilAdmitted(runId);
    const backend = python.house.process('backend');
    await backend.kill();
    await python.temporal.client.workflow.getHandle(runId).signal('go');
    await untilTrouble(runId, 'AuthorizationUnavailable');
    await backend.start();
    assert.equal(await python.resultOf(runId), 'dropped');
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
      authorization: `Bearer ${python.token}`,
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
    const runId = await python.started('prove-patience');
    await untilAdmitted(runId);
    await moveAda();
    const handle = python.temporal.client.workflow.getHandle(runId);
    await handle.signal('go');
    const { cause } = await failureOf(handle);
    assert.equal(cause?.type, 'NotAllowedError');
    assert.match(cause?.message ?? '', /do not own/);
  });
});
