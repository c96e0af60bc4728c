import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { until } from './until';

/** Makes a namespace, and waits until it can be worked in. */
export async function registerNamespace(
  { workflowService }: Connection,
  namespace: string,
): Promise<void> {
  await workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  await until(async () =>
    workflowService.listWorkflowExecutions({ namespace }).then(
      () => true,
      () => false,
    ),
  );
}
