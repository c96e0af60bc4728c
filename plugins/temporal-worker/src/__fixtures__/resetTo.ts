import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { randomUUID } from 'node:crypto';
import { endOfTask } from './endOfTask';

/**
 * Resets a workflow as anybody with the right to write in its namespace may: to
 * its first workflow task, or to the second, when something has been done.
 */
export async function resetTo(
  workflowTask: 'first' | 'second',
  { client, connection }: TestWorkflowEnvironment,
  { workflowId }: WorkflowHandle,
): Promise<WorkflowHandle> {
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  const execution = client.workflow.getHandle(workflowId, runId);
  const reset = await connection.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId, runId },
    workflowTaskFinishEventId: await endOfTask(workflowTask, execution),
    requestId: randomUUID(),
    reason: 'once more',
  });
  return client.workflow.getHandle(workflowId, reset.runId);
}
