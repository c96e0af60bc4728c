import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import {
  defaultPayloadConverter,
  defineSearchAttributeKey,
  WorkflowIdReusePolicy,
} from '@temporalio/common';
import {
  GATE_TASK_QUEUE,
  GATE_WORKFLOW_TYPE,
  initiatorRef,
  STATEMENT_HEADER,
} from 'backstage-plugin-temporal-common';
import type { LedgerRun } from '../runs/RunLedger';
import { inSpan } from '../telemetry/inSpan';
import { beginningOf } from './beginning';
import type { AttributeNames } from './listRuns';
import type { TemporalConnection } from './TemporalConnection';
import { traceHeader } from './traceHeader';

const START_LIMIT_MS = 10_000;
/** The server refuses longer ones. */
const SUMMARY_BYTES = 400;
const ELLIPSIS = '…';

/** How a run is presented in Temporal. */
export interface StartOptions {
  readonly searchAttributes: AttributeNames;
  /** Address of the run's page in Backstage. */
  readonly pageUrl: string;
}

/**
 * Starts the workflow of a run, under the run's id, once.
 * @returns the id of its first execution
 * @throws NotOursError if the id is taken by a workflow without our statement
 * @throws what the client throws; see `hadNoEffect`
 */
export async function startWorkflow(
  temporal: TemporalConnection,
  run: LedgerRun,
  options: StartOptions,
): Promise<string> {
  try {
    const { type } = begins(run);
    const start = () =>
      clientFor(temporal, run).start(type, workflowOptions(run, options));
    const attributes = { temporalWorkflowId: run.id };
    const handle = await inSpan(`StartWorkflow:${type}`, attributes, () =>
      temporal.act(initiatorRef(run.initiator), start, START_LIMIT_MS),
    );
    return handle.firstExecutionRunId;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return firstExecutionOf(temporal, run);
  }
}

/** A client whose starts carry the run's statement. */
function clientFor(temporal: TemporalConnection, run: LedgerRun) {
  const header = defaultPayloadConverter.toPayload(run.statement);
  return temporal.workflowClient({
    startWithDetails: (input, next) =>
      next({
        ...input,
        headers: {
          ...input.headers,
          ...traceHeader(),
          [STATEMENT_HEADER]: header,
        },
      }),
  });
}

/** The id of a run is taken in Temporal by a workflow that is not this run. */
export class NotOursError extends Error {
  constructor(runId: string) {
    super(
      `A workflow with the id ${runId} exists in Temporal, but it does not carry this run's statement; start a new run`,
    );
  }
}

/**
 * The first execution of a run that exists in Temporal.
 * @throws NotOursError if what exists does not carry the run's statement
 */
export async function firstExecutionOf(
  temporal: TemporalConnection,
  run: LedgerRun,
): Promise<string> {
  const { workflowId } = run;
  const began = await beginningOf(temporal, { workflowId });
  const ours = began.statement === run.statement;
  if (!ours || !began.firstExecutionRunId) throw new NotOursError(run.id);
  return began.firstExecutionRunId;
}

/** What needs an approval begins in a gate, which asks for it. */
function begins({ approval, taskQueue, workflowType }: LedgerRun) {
  return approval?.required
    ? { type: GATE_WORKFLOW_TYPE, queue: GATE_TASK_QUEUE }
    : { type: workflowType, queue: taskQueue };
}

function workflowOptions(run: LedgerRun, options: StartOptions) {
  const initiator = initiatorRef(run.initiator);
  return {
    workflowId: run.workflowId,
    taskQueue: begins(run).queue,
    args: [run.input],
    workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    typedSearchAttributes: [
      {
        key: defineSearchAttributeKey(
          options.searchAttributes.target,
          'KEYWORD',
        ),
        value: run.target.entityRef,
      },
      {
        key: defineSearchAttributeKey(
          options.searchAttributes.initiator,
          'KEYWORD',
        ),
        value: initiator,
      },
    ],
    memo: { action: run.action.ref, backstage: options.pageUrl },
    staticSummary: summaryOf(run),
    staticDetails: `Started by \`${initiator}\` in Backstage: [run ${run.id}](${options.pageUrl})`,
  };
}

/** Temporal draws a summary as Markdown; a title must not become a link. */
function summaryOf({ action, target }: LedgerRun): string {
  const title = action.title.replace(/[\\`*_[\]<>!~|]/g, '\\$&');
  const summary = `${title} on ${target.entityRef}`;
  const bytes = new TextEncoder().encode(summary);
  if (bytes.length <= SUMMARY_BYTES) return summary;
  const cut = bytes.subarray(0, SUMMARY_BYTES - 3);
  // What was cut in the middle of a character is left out with it.
  const kept = new TextDecoder().decode(cut, { stream: true });
  return `${kept}${ELLIPSIS}`;
}
