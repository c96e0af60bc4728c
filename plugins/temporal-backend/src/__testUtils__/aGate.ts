import { activityInfo } from '@temporalio/activity';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import {
  APPROVAL_QUESTION,
  digestOf,
  GATE_TASK_QUEUE,
  GATE_WORKFLOW_TYPE,
} from 'backstage-plugin-temporal-common';
import { decodeJwt } from 'jose';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from './aHouse';
import { statementOf } from './statementOf';

/** What a worker asks about the first execution of a run. */
export async function anAdmissionOf(
  temporal: TestWorkflowEnvironment,
  runId: string,
  workflowType = GATE_WORKFLOW_TYPE,
) {
  const handle = temporal.client.workflow.getHandle(runId);
  const { runId: temporalRunId } = await handle.describe();
  return {
    statement: await statementOf(handle),
    namespace: 'default',
    workflowId: runId,
    workflowType,
    temporalRunId,
    firstExecutionRunId: temporalRunId,
    inputDigest: await digestOf({ name: 'Ada' }),
  };
}

/** Waits until the run, which the person may see, asks something. */
export async function untilAsked(person: Person, runId: string) {
  const questions = async () =>
    (await person.get(`/runs/${runId}`).expect(200)).body.questions;
  while ((await questions()).length === 0) await sleep(50);
}

/** A worker that serves the gate and admits what it has, as the library does. */
export async function aGateWorker(
  temporal: TestWorkflowEnvironment,
  worker: Person,
) {
  const statementNow = async () => {
    const runId = activityInfo().workflowExecution?.workflowId ?? '';
    return anAdmissionOf(temporal, runId);
  };
  const running = await Worker.create({
    connection: temporal.nativeConnection,
    taskQueue: GATE_TASK_QUEUE,
    workflowsPath: require.resolve('./gate'),
    activities: {
      openQuestion: async (workflowId: string) => {
        const admission = await statementNow();
        await worker.post('/admissions', admission).expect(200);
        const { namespace, statement } = admission;
        const asked = { namespace, statement, workflowId };
        return (await worker.post('/questions', asked).expect(200)).body;
      },
      closeQuestion: async (outcome: string) => {
        const { namespace, statement } = await statementNow();
        const closed = { question: APPROVAL_QUESTION, outcome };
        await worker
          .post('/questions/close', { namespace, statement, ...closed })
          .expect(200);
      },
      claimsOf: async (statement: string) => decodeJwt(statement),
    },
  });
  const over = running.run();
  return {
    stop: async () => {
      running.shutdown();
      await over;
    },
  };
}
