import { defaultPayloadConverter } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import {
  ANSWER_UPDATE,
  answerRefusals,
  type AnswerReceipt,
  type AnswerUpdate,
} from 'backstage-plugin-temporal-common';
import { z } from 'zod';
import { isNotFound } from './errors';
import { readFailure } from './failures';
import type { TemporalConnection } from './TemporalConnection';

const ANSWER_LIMIT_MS = 10_000;
const { UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED: COMPLETED } =
  temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage;

const receiptSchema: z.ZodType<AnswerReceipt> = z.object({
  given: z.number(),
  quorum: z.number(),
  outcome: z
    .enum([
      'answered',
      'approved',
      'rejected',
      'expired',
      'withdrawn',
      'cancelled',
    ])
    .optional(),
});

/** Where an answer goes. */
export interface Addressee {
  readonly workflowId: string;
  /** Of the chain that asked; never another that took its id. */
  readonly firstExecutionRunId?: string;
  /** The execution that asks, where others may follow that would not answer. */
  readonly temporalRunId?: string;
  readonly updateId: string;
}

/** What the workflow said of an answer, once it is known. */
export type AnswerOutcome =
  | { readonly kind: 'counted'; readonly receipt: AnswerReceipt }
  | { readonly kind: 'refused'; readonly type?: string; readonly why: string }
  | { readonly kind: 'unknown' };

/**
 * Gives an answer to a workflow and waits for what it says, ten seconds at most.
 * @throws what the client throws; see `hadNoEffect`
 */
export async function sendAnswer(
  connection: TemporalConnection,
  to: Addressee,
  answer: { readonly update: AnswerUpdate; readonly by: string },
): Promise<AnswerOutcome> {
  const { namespace } = connection;
  try {
    const { outcome } = await connection.act(
      answer.by,
      () =>
        connection.workflowService.updateWorkflowExecution({
          namespace,
          workflowExecution: {
            workflowId: to.workflowId,
            runId: to.temporalRunId,
          },
          firstExecutionRunId: to.firstExecutionRunId,
          waitPolicy: { lifecycleStage: COMPLETED },
          request: {
            meta: { updateId: to.updateId, identity: answer.by },
            input: {
              name: ANSWER_UPDATE,
              args: {
                payloads: [defaultPayloadConverter.toPayload(answer.update)],
              },
            },
          },
        }),
      ANSWER_LIMIT_MS,
    );
    return outcomeOf(outcome);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    const why = 'what asked is over';
    return { kind: 'refused', type: answerRefusals.closed, why };
  }
}

/** What the workflow said of an answer that was sent before. */
export async function answerSent(
  connection: TemporalConnection,
  to: Addressee,
): Promise<AnswerOutcome> {
  const { namespace } = connection;
  try {
    const { outcome } = await connection.call(() =>
      connection.workflowService.pollWorkflowExecutionUpdate({
        namespace,
        updateRef: {
          workflowExecution: {
            workflowId: to.workflowId,
            runId: to.temporalRunId,
          },
          updateId: to.updateId,
        },
        waitPolicy: { lifecycleStage: COMPLETED },
      }),
    );
    return outcomeOf(outcome);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return { kind: 'refused', why: 'it never arrived' };
  }
}

function outcomeOf(
  outcome: temporal.api.update.v1.IOutcome | null | undefined,
): AnswerOutcome {
  const failure = readFailure(outcome?.failure);
  if (failure) {
    return { kind: 'refused', type: failure.type, why: failure.message };
  }
  const payload = outcome?.success?.payloads?.[0];
  if (!payload) return { kind: 'unknown' };
  return {
    kind: 'counted',
    receipt: receiptSchema.parse(defaultPayloadConverter.fromPayload(payload)),
  };
}
