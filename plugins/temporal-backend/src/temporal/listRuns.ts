import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { isFinished } from 'backstage-plugin-temporal-common';
import type { Execution } from '../runs/Sightings';
import { runStatusOf, statusName } from './statuses';
import type { TemporalConnection } from './TemporalConnection';

type Info = temporal.api.workflow.v1.IWorkflowExecutionInfo;

const PAGE_SIZE = 200;

/** The names of our two search attributes. */
export interface AttributeNames {
  readonly target: string;
  readonly initiator: string;
}

/** An execution as visibility lists it, with what its two attributes hold. */
export interface ListedExecution extends Execution {
  /** Not so one whose chain goes on in the next execution. */
  readonly open: boolean;
  readonly target: unknown;
  readonly initiator: unknown;
}

/**
 * The executions with our attributes that are open or closed since a time, page
 * by page. Asked raw, because the SDK's list throws on a memo that only a codec
 * can read.
 */
export async function* listRuns(
  connection: TemporalConnection,
  filter: { readonly closedSince: Date; readonly attributes: AttributeNames },
): AsyncGenerator<readonly ListedExecution[]> {
  const since = filter.closedSince.toISOString();
  const ours = `\`${filter.attributes.initiator}\` IS NOT NULL`;
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
    yield (page.executions ?? []).map(info => listed(info, filter.attributes));
    nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
  } while (nextPageToken);
}

function listed(info: Info, names: AttributeNames): ListedExecution {
  const { execution, searchAttributes, status } = info;
  const fields = searchAttributes?.indexedFields ?? {};
  const valueOf = (name: string): unknown =>
    fields[name] && defaultPayloadConverter.fromPayload(fields[name]);
  const name = statusName(status);
  return {
    workflowId: execution?.workflowId ?? '',
    temporalRunId: execution?.runId ?? '',
    open: name !== 'CONTINUED_AS_NEW' && !isFinished(runStatusOf[name]),
    target: valueOf(names.target),
    initiator: valueOf(names.initiator),
  };
}
