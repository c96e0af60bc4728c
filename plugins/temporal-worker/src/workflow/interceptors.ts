import type { WorkflowInterceptors } from '@temporalio/workflow';
import { inbound } from './inbound';
import { outbound } from './outbound';

/**
 * Loaded by Temporal into every workflow of a worker made by
 * `createActionWorker`. Not to be called.
 * @public
 */
export function interceptors(): WorkflowInterceptors {
  return { inbound: [inbound], outbound: [outbound] };
}
