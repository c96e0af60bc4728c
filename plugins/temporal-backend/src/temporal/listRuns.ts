import { isFinished } from 'backstage-plugin-temporal-common';
import type { Execution } from '../runs/RunLedger';
import { runStatusOf, statusName } from './statuses';
import type { TemporalConnection } from './TemporalConnection';

const PAGE_SIZE = 200;

/** A page of runs as visibility lists them. */
export interface ListedRuns {
  readonly open: readonly Execution[];
  readonly closed: readonly Execution[];
}

/**
 * The runs that are open or closed since a time, page by page. Asked raw,
 * because the SDK's list throws on a memo that only a codec can read.
 */
export async function* listRuns(
  connection: TemporalConnection,
  filter: { readonly closedSince: Date; readonly initiatorAttribute: string },
): AsyncGenerator<ListedRuns> {
  const since = filter.closedSince.toISOString();
  const ours = `\`${filter.initiatorAttribute}\` IS NOT NULL`;
  const query = `(ExecutionStatus = 'Running' OR CloseTime >= '${since}') AND ${ours}`;
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
    const open: Execution[] = [];
    const closed: Execution[] = [];
    for (const { execution, status } of page.executions ?? []) {
      const over = isFinished(runStatusOf[statusName(status)]);
      const id = execution?.workflowId ?? '';
      const temporalRunId = execution?.runId ?? '';
      (over ? closed : open).push({ id, temporalRunId });
    }
    yield { open, closed };
    nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
  } while (nextPageToken);
}
