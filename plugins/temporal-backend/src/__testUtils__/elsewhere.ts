import {
  defaultPayloadConverter,
  defineSearchAttributeKey,
  type Headers,
} from '@temporalio/common';
import { STATEMENT_HEADER } from 'backstage-plugin-temporal-common';
import { randomUUID } from 'node:crypto';
import type { TemporalConnection } from '../temporal/TemporalConnection';

/** Our two search attributes, with whatever somebody writes into them. */
export function labels(target: string, initiator: string) {
  return Object.entries({ component_id: target, initiator }).map(
    ([name, value]) => ({
      key: defineSearchAttributeKey(name, 'KEYWORD'),
      value,
    }),
  );
}

/** What somebody starts by hand, and how it calls itself. */
export interface Elsewhere {
  readonly workflowType?: string;
  readonly workflowId?: string;
  readonly taskQueue?: string;
  readonly args?: unknown[];
  readonly target?: string;
  readonly initiator?: string;
  /** Somebody else's, copied. */
  readonly statement?: string;
}

/** Starts a workflow by a client of one's own, as a command line would. */
export function elsewhere(temporal: TemporalConnection, by: Elsewhere = {}) {
  const { statement, workflowType = 'echo' } = by;
  const headers: Headers = statement
    ? { [STATEMENT_HEADER]: defaultPayloadConverter.toPayload(statement) }
    : {};
  const client = () =>
    temporal.workflowClient({
      startWithDetails: (input, next) => next({ ...input, headers }),
    });
  const options = {
    workflowId: by.workflowId ?? `by-hand-${randomUUID()}`,
    taskQueue: by.taskQueue ?? 'idle',
    args: by.args ?? [],
    typedSearchAttributes: labels(
      by.target ?? 'component:default/payments-api',
      by.initiator ?? 'user:default/ada',
    ),
  };
  return temporal.act('somebody', () => client().start(workflowType, options));
}
