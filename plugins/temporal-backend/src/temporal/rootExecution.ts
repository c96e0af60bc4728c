import type { TemporalConnection } from './TemporalConnection';

/**
 * The first execution of the chain that the root of a parent chain belongs to.
 * @throws if Temporal can't be asked, or does not know the root
 */
export async function firstExecutionOfRoot(
  connection: TemporalConnection,
  root: { readonly workflowId: string; readonly runId: string },
): Promise<string | undefined> {
  const { workflowExecutionInfo } = await connection.call(() =>
    connection.workflowService.describeWorkflowExecution({
      namespace: connection.namespace,
      execution: root,
    }),
  );
  return workflowExecutionInfo?.firstRunId ?? undefined;
}
