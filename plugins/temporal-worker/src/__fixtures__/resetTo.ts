import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { randomUUID } from 'node:crypto';

const WORKFLOW_TASKS = { first: 0, middle: 1 } as const;

/**
 * Resets a workflow as anybody with the right to write in its namespace may: to
 * its first workflow task, or to the second, when something has been done.
 */
export async function resetTo(
  workflowTask: keyof typeof WORKFLOW_TASKS,
  { client, connection }: TestWorkflowEnvironment,
  { workflowId }: WorkflowHandle,
): Promise<WorkflowHandle> {
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  const execution = client.workflow.getHandle(workflowId, runId);
  const reset = await connection.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId, runId },
    workflowTaskFinishEventId: await endOfTask(
      WORKFLOW_TASKS[workflowTask],
      execution,
    ),
    requestId: randomUUID(),
    reason: 'once more',
  });
  return client.workflow.getHandle(workflowId, reset.runId);
}

async function endOfTask(index: number, execution: WorkflowHandle) {
  for (;;) {
    const { events } = await execution.fetchHistory();
    const completed = (events ?? []).filter(
      event => event.workflowTaskCompletedEventAttributes,
    );
    if (completed.length > index) {
      return completed[index].eventId;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
