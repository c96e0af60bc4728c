import { IllegalStateError, type Headers } from '@temporalio/common';
import type { WorkflowOutboundCallsInterceptor } from '@temporalio/workflow';
import {
  ADMIT_ACTIVITY,
  STATEMENT_HEADER,
} from 'backstage-plugin-temporal-common/workflow';
import { admittedRun } from './run';

/**
 * Carries the statement into everything that is done for the same run, since
 * Temporal carries no header by itself. Signals to other workflows and Nexus
 * calls go without: they leave the run.
 */
export const outbound: WorkflowOutboundCallsInterceptor = {
  async scheduleActivity(input, next) {
    return next({ ...input, headers: withStatement(input.headers) });
  },

  async scheduleLocalActivity(input, next) {
    return input.activityType === ADMIT_ACTIVITY
      ? next(input)
      : next({ ...input, headers: withStatement(input.headers) });
  },

  async startChildWorkflowExecution(input, next) {
    return next({ ...input, headers: withStatement(input.headers) });
  },

  async continueAsNew(input, next) {
    return next({ ...input, headers: withStatement(input.headers) });
  },
};

function withStatement(headers: Headers): Headers {
  const run = admittedRun();
  if (!run) {
    throw new IllegalStateError(
      'Nothing can be started for a run before it is admitted: move this call from the top of the module into the workflow function',
    );
  }
  return { ...headers, [STATEMENT_HEADER]: run.statement };
}
