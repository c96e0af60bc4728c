import {
  Client,
  type Connection,
  type WorkflowHandleWithFirstExecutionRunId,
} from '@temporalio/client';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import {
  GATE_TASK_QUEUE,
  GATE_WORKFLOW_TYPE,
  STATEMENT_HEADER,
} from 'backstage-plugin-temporal-common';
import {
  SecretKeys,
  type SecretKeysOptions,
} from 'backstage-plugin-temporal-credentials';
import { sealedDataConverter } from '../secrets/sealedDataConverter';
import type { SignedRun } from './TestRun';

/**
 * How a test starts a run. With the `secrets` of the backend, what a run with
 * secrets answers can be read. `headers`, `workflowType`, `workflowId` and `args`
 * replace what the signed run says, to see the worker refuse it.
 * @public
 */
export interface StartRunOptions {
  readonly connection: Connection;
  readonly taskQueue: string;
  readonly run: SignedRun;
  readonly secrets?: SecretKeysOptions;
  readonly replace?: {
    readonly headers?: Headers;
    readonly workflowType?: string;
    readonly workflowId?: string;
    readonly args?: unknown[];
  };
}

/**
 * Starts a signed run in Temporal as the backend does: workflow id = run id, the
 * input as only argument, the statement in the header.
 * @public
 */
export async function startRun(
  options: StartRunOptions,
): Promise<WorkflowHandleWithFirstExecutionRunId> {
  const { connection, taskQueue, run, secrets, replace } = options;
  const headers = replace?.headers ?? statementHeader(run.statement);
  const client = new Client({
    connection,
    namespace: run.namespace ?? 'default',
    dataConverter: sealedDataConverter(
      secrets && new SecretKeys(secrets, 'secrets'),
    ),
    interceptors: {
      workflow: [
        {
          startWithDetails: (input, next) =>
            next({ ...input, headers: { ...input.headers, ...headers } }),
        },
      ],
    },
  });
  const begins = run.approval ? GATE_WORKFLOW_TYPE : run.workflowType;
  return client.workflow.start(replace?.workflowType ?? begins, {
    workflowId: replace?.workflowId ?? run.runId,
    taskQueue: run.approval ? GATE_TASK_QUEUE : taskQueue,
    args: replace?.args ?? [run.input ?? {}],
  });
}

/**
 * The header that carries a statement.
 * @public
 */
export function statementHeader(statement: string): Headers {
  return { [STATEMENT_HEADER]: defaultPayloadConverter.toPayload(statement) };
}
