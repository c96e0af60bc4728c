import type { WorkflowInterceptors } from '@temporalio/workflow';
import { inbound } from './inbound';
import { outbound } from './outbound';
import { hearAnswers } from './questions/answers';
import { internals } from './sealing/internals';

/**
 * Loaded by Temporal into every workflow of a worker made by
 * `createActionWorker`. Not to be called.
 * @public
 */
export function interceptors(): WorkflowInterceptors {
  hearAnswers();
  return {
    inbound: [inbound],
    outbound: [outbound],
    internals: [internals],
  };
}
