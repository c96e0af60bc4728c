import { defaultPayloadConverter } from '@temporalio/common';
import { optionalTsToDate } from '@temporalio/common/lib/time';
import type { JsonObject } from '@backstage/types';
import { STATEMENT_HEADER } from 'backstage-plugin-temporal-common';
import type { Execution } from '../runs/Sightings';
import { readArguments } from './payloads';
import { principalOf, type Principal } from './principalOf';
import type { TemporalConnection } from './TemporalConnection';

/** How an execution began, by the first event of its history. */
export interface Beginning {
  readonly firstExecutionRunId: string | undefined;
  readonly isChild: boolean;
  readonly workflowType: string;
  readonly taskQueue: string;
  readonly startedAt: Date;
  readonly input: JsonObject;
  /** Whom the server names as the one who started it. */
  readonly principal: Principal | undefined;
  /** What its header has as statement, whoever put it there. */
  readonly statement: unknown;
}

/** The beginning of an execution, or of the latest under a workflow id. */
export async function beginningOf(
  temporal: TemporalConnection,
  { workflowId, temporalRunId }: Partial<Execution>,
): Promise<Beginning> {
  const { namespace } = temporal;
  const { history } = await temporal.call(() =>
    temporal.workflowService.getWorkflowExecutionHistory({
      namespace,
      execution: { workflowId, runId: temporalRunId },
      maximumPageSize: 1,
    }),
  );
  const event = history?.events?.[0];
  const began = event?.workflowExecutionStartedEventAttributes;
  const statement = began?.header?.fields?.[STATEMENT_HEADER];
  return {
    firstExecutionRunId: began?.firstExecutionRunId || undefined,
    isChild: Boolean(began?.parentWorkflowExecution),
    workflowType: began?.workflowType?.name ?? '',
    taskQueue: began?.taskQueue?.name ?? '',
    startedAt: optionalTsToDate(event?.eventTime) ?? new Date(),
    input: readArguments(began?.input),
    principal: principalOf(event),
    statement: statement && readable(statement),
  };
}

/** Anybody may have put anything there. */
function readable(
  payload: Parameters<typeof defaultPayloadConverter.fromPayload>[0],
) {
  try {
    return defaultPayloadConverter.fromPayload<unknown>(payload);
  } catch {
    return undefined;
  }
}
