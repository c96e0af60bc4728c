import type { TemporalConnection } from './TemporalConnection';

const PAGE_SIZE = 200;

/**
 * Workflow ids of runs that closed since a time, page by page. Asked raw,
 * because the SDK's list throws on a memo that only a codec can read.
 */
export async function* closedSince(
  connection: TemporalConnection,
  filter: { readonly since: Date; readonly initiatorAttribute: string },
): AsyncGenerator<readonly string[]> {
  const since = filter.since.toISOString();
  const query = `CloseTime >= '${since}' AND \`${filter.initiatorAttribute}\` IS NOT NULL`;
  let nextPageToken: Uint8Array | undefined;
  do {
    const request = {
      namespace: connection.namespace,
      pageSize: PAGE_SIZE,
      query,
      nextPageToken,
    };
    const page = await connection.call(() =>
      connection.workflowService.listWorkflowExecutions(request),
    );
    yield (page.executions ?? []).flatMap(
      info => info.execution?.workflowId ?? [],
    );
    nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
  } while (nextPageToken);
}
