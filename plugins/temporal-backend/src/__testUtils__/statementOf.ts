import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { defaultPayloadConverter } from '@temporalio/common';
import { STATEMENT_HEADER } from 'backstage-plugin-temporal-common';

type Handle = ReturnType<
  TestWorkflowEnvironment['client']['workflow']['getHandle']
>;

/** The statement in the header of a workflow, as anybody can read it. */
export async function statementOf(handle: Handle): Promise<string> {
  const { events } = await handle.fetchHistory();
  const started = events?.[0]?.workflowExecutionStartedEventAttributes;
  const payload = started?.header?.fields?.[STATEMENT_HEADER];
  if (!payload) throw new Error(`${handle.workflowId} has no statement`);
  return defaultPayloadConverter.fromPayload(payload);
}
