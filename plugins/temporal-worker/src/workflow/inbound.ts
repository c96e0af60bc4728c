import { ApplicationFailure } from '@temporalio/common';
import {
  condition,
  type WorkflowInboundCallsInterceptor,
} from '@temporalio/workflow';
import { ADMISSION_REFUSED } from 'backstage-plugin-temporal-common/workflow';
import { admitRun } from './admit';
import { admittedRun, rememberAdmission } from './run';

/**
 * Lets no code of a workflow run, and no handler see anything, before the run is
 * admitted. Workflows register handlers in their body, so Temporal itself holds
 * back early signals; the handlers here are for those registered by a module.
 */
export const inbound: WorkflowInboundCallsInterceptor = {
  async execute(input, next) {
    rememberAdmission(await admitRun(input.headers, input.args));
    return next(input);
  },

  async handleSignal(input, next) {
    await untilAdmitted();
    return next(input);
  },

  async handleUpdate(input, next) {
    await untilAdmitted();
    return next(input);
  },

  // Validators and queries must answer at once: they can't wait.
  validateUpdate(input, next) {
    assertAdmitted(`update ${input.name}`);
    next(input);
  },

  async handleQuery(input, next) {
    assertAdmitted(`query ${input.queryName}`);
    return next(input);
  },
};

async function untilAdmitted(): Promise<void> {
  if (!admittedRun()) {
    await condition(() => admittedRun() !== undefined);
  }
}

function assertAdmitted(what: string): void {
  if (!admittedRun()) {
    throw ApplicationFailure.nonRetryable(
      `This run is not admitted, so it can't take the ${what}. Send it again once the run is running`,
      ADMISSION_REFUSED,
    );
  }
}
