import { IllegalStateError, type Headers } from '@temporalio/common';
import type { WorkflowOutboundCallsInterceptor } from '@temporalio/workflow';
import {
  ADMIT_ACTIVITY,
  APPROVALS_HEADER,
  STATEMENT_HEADER,
} from 'backstage-plugin-temporal-common/workflow';
import { logAttributesOf } from './logAttributes';
import { approvalsHeader } from './approvals';
import { assertNothingIsAsked } from './questions/registry';
import { currentVerdict } from './run';
import { traceAttributes, traceHeader } from './trace';

/**
 * Carries the statement and the trace into everything that is done for the same run, since
 * Temporal carries no header by itself; an unverified run has none to give.
 * Signals to other workflows and Nexus calls go without: they leave the run.
 */
export const outbound: WorkflowOutboundCallsInterceptor = {
  async scheduleActivity(input, next) {
    return next({ ...input, headers: withStatement(input.headers) });
  },

  async scheduleLocalActivity(input, next) {
    return input.activityType === ADMIT_ACTIVITY
      ? next({ ...input, headers: { ...traceHeader(), ...input.headers } })
      : next({ ...input, headers: withStatement(input.headers) });
  },

  async startChildWorkflowExecution(input, next) {
    return next({ ...input, headers: withStatement(input.headers) });
  },

  async continueAsNew(input, next) {
    assertNothingIsAsked();
    const headers = { ...withStatement(input.headers), ...approvalsHeader() };
    return next({ ...input, headers });
  },

  getLogAttributes(attributes, next) {
    const ours = logAttributesOf(currentVerdict());
    return next({ ...attributes, ...ours, ...traceAttributes() });
  },
};

function withStatement(headers: Headers): Headers {
  const verdict = currentVerdict();
  if (!verdict) {
    throw new IllegalStateError(
      'Nothing can be started for a run before it is admitted: move this call from the top of the module into the workflow function',
    );
  }
  const {
    [STATEMENT_HEADER]: foreign,
    [APPROVALS_HEADER]: foreignApprovals,
    ...others
  } = headers;
  const traced = { ...traceHeader(), ...others };
  return verdict.admitted
    ? { ...traced, [STATEMENT_HEADER]: verdict.statement }
    : traced;
}
