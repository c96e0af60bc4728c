import { Client } from '@temporalio/client';
import type { Connection, WorkflowHandle } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { Headers } from '@temporalio/common';
import { PAYMENTS_API } from '../callers/requests.ts';

export interface Forgery {
  readonly workflowId: string;
  readonly header: Headers;
  readonly input: object;
  readonly furtherArguments?: readonly unknown[];
  readonly namespace?: string;
  /** `migrateDatabase` on `payments` if left out. */
  readonly workflow?: { readonly type: string; readonly taskQueue: string };
}

/** The header with which a workflow was started, read from its history. */
export async function headerOf(
  client: Client,
  workflowId: string,
): Promise<Headers> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const [first] = events ?? [];
  const fields = first?.workflowExecutionStartedEventAttributes?.header?.fields;
  if (!fields || Object.keys(fields).length === 0) {
    throw new Error(`Run ${workflowId} has no header to copy`);
  }
  return fields;
}

const MIGRATE = { type: 'migrateDatabase', taskQueue: 'payments' };

/**
 * Starts a workflow around the backend, claiming to be pat by every label
 * that a client may set, and with whatever header it got hold of.
 */
export function forgedStart(
  connection: Connection,
  forgery: Forgery,
): Promise<WorkflowHandle> {
  const { workflowId, header, input, furtherArguments = [] } = forgery;
  const { type, taskQueue } = forgery.workflow ?? MIGRATE;
  const client = new Client({
    connection,
    namespace: forgery.namespace,
    identity: 'user:default/pat',
    interceptors: {
      workflow: [
        {
          startWithDetails: (start, next) =>
            next({ ...start, headers: header }),
        },
      ],
    },
  });
  const labels = { component_id: PAYMENTS_API, initiator: 'user:default/pat' };
  return client.workflow.start(type, {
    workflowId,
    taskQueue,
    args: [input, ...furtherArguments],
    memo: labels,
    typedSearchAttributes: Object.entries(labels).map(([name, value]) => ({
      key: defineSearchAttributeKey(name, 'KEYWORD'),
      value,
    })),
  });
}
