import assert from 'node:assert/strict';
import { WorkflowFailedError } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';

/** A failure as Temporal tells it, and what it came from. */
export interface Failure {
  readonly message?: string;
  readonly type?: string;
  readonly nonRetryable?: boolean;
  readonly cause?: Failure;
}

/** Why a workflow failed. */
export async function failureOf(handle: WorkflowHandle): Promise<Failure> {
  return handle.result().then(
    result => assert.fail(`It ran: ${JSON.stringify(result)}`),
    error => {
      assert.ok(error instanceof WorkflowFailedError, String(error));
      return error.cause ?? {};
    },
  );
}
