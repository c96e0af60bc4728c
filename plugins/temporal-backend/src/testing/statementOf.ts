import type { WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { STATEMENT_HEADER } from 'backstage-plugin-temporal-common';

/** The statement in the header of a workflow, as anybody can read it. */
export async function statementOf(handle: WorkflowHandle): Promise<string> {
  const { events } = await handle.fetchHistory();
  const started = events?.[0]?.workflowExecutionStartedEventAttributes;
  const payload = started?.header?.fields?.[STATEMENT_HEADER];
  if (!payload) throw new Error(`${handle.workflowId} has no statement`);
  return defaultPayloadConverter.fromPayload(payload);
}
