import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { defaultPayloadConverter } from '@temporalio/common';
import type { Headers } from '@temporalio/common';
import {
  ADMISSION_REFUSED,
  STATEMENT_HEADER,
} from 'backstage-plugin-temporal-common/workflow';
import { PythonHouse } from '../python/PythonHouse.ts';
import { failureOf } from '../temporal/failureOf.ts';
import type { Failure } from '../temporal/failureOf.ts';
import { forgedStart, headerOf } from '../temporal/forgedStart.ts';
import type { Forgery } from '../temporal/forgedStart.ts';
import { forgedStatements } from '../temporal/forgedStatements.ts';

const proveWho = { type: 'proveWho', taskQueue: 'proofs' };

describe('a worker written in Python refuses, before anything takes effect,', () => {
  let python: PythonHouse;

  before(async () => {
    python = await PythonHouse.start('python-forgery');
  });

  after(() => python?.stop());

  function assertIsRefusal(failure: Failure | undefined, because: RegExp) {
    assert.equal(failure?.type, ADMISSION_REFUSED);
    assert.equal(failure?.nonRetryable, true);
    assert.match(failure?.message ?? '', because);
  }

  async function assertRefused(
    forged: Pick<Forgery, 'workflowId' | 'header'> & Partial<Forgery>,
    because: RegExp,
  ): Promise<void> {
    const forgery = { input: {}, workflow: proveWho, ...forged };
    const handle = await forgedStart(python.temporal.connection, forgery);
    assertIsRefusal(await failureOf(handle), because);
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

  it('a workflow without a header, or with another one', async () => {
    const workflowId = randomUUID();
    await assertRefused({ workflowId, header: {} }, /without a statement/);
    const noise = { data: new Uint8Array([1, 2, 3]) };
    const header = { [STATEMENT_HEADER]: noise };
    await assertRefused({ workflowId, header }, /holds no statement/);
  });

  it('the statement of an earlier run, under another id and its own', async () => {
    const runId = await python.started('prove-who');
    await python.resultOf(runId);
    const header = await headerOf(python.temporal.client, runId);
    const workflowId = randomUUID();
    await assertRefused({ workflowId, header }, /it belongs to run/);
    await assertRefused({ workflowId: runId, header }, /did not admit/);
  });

  it('what is not as it was signed', async () => {
    // Nobody serves the queue meanwhile, so that the run is not admitted yet.
    await python.proofs.kill();
    const workflowId = await python.started('prove-who', { to: '1' });
    const statement = await python.statementOf(workflowId);
    await python.temporal.client.workflow.getHandle(workflowId).terminate();
    await python.proofs.start();
    const input = { to: '1' };
    for (const forged of await forgedStatements(statement)) {
      const header = headerWith(forged.statement);
      await assertRefused({ workflowId, header, input }, forged.refusal);
    }
    const header = headerWith(statement);
    await assertRefused({ workflowId, header }, /for another input/);
    await assertRefused(
      { workflowId, header, input, furtherArguments: [{ force: true }] },
      /for one argument/,
    );
    const workflow = { type: 'proveAgain', taskQueue: 'proofs' };
    await assertRefused(
      { workflowId, header, input, workflow },
      /signed for workflow proveWho/,
    );
  });

  it('an activity that a foreign workflow scheduled', async () => {
    const runId = await python.started('prove-who');
    await python.resultOf(runId);
    const statement = await python.statementOf(runId);
    const thefts = [
      [randomUUID(), undefined, /without a statement/],
      [randomUUID(), statement, /its workflow .* does not/],
      [runId, statement, /did not admit/],
    ] as const;
    for (const [workflowId, carried, because] of thefts) {
      const handle = await python.temporal.client.workflow.start('steal', {
        workflowId,
        taskQueue: 'foreign',
        args: [carried],
      });
      assertIsRefusal((await failureOf(handle)).cause, because);
    }
  });
});
