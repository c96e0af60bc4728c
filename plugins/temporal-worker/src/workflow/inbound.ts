import { ApplicationFailure } from '@temporalio/common';
import {
  condition,
  log,
  upsertMemo,
  type WorkflowInboundCallsInterceptor,
} from '@temporalio/workflow';
import {
  ADMISSION_REFUSED,
  ANSWER_UPDATE,
  UNVERIFIED_MEMO,
} from 'backstage-plugin-temporal-common/workflow';
import { admitRun } from './admit';
import { currentVerdict, rememberVerdict } from './run';
import { withholding } from './sealing/withhold';
import { rememberTrace } from './trace';

/**
 * Lets no code of a workflow run, and no handler see anything, before the run is
 * admitted, or marked as unverified. Workflows register handlers in their body,
 * so Temporal itself holds back early signals; the handlers here are for those
 * registered by a module.
 */
export const inbound: WorkflowInboundCallsInterceptor = {
  async execute(input, next) {
    rememberTrace(input.headers);
    const verdict = await admitRun(input.headers, input.args);
    rememberVerdict(verdict);
    if (!verdict.admitted) {
      markUnverified(verdict.reason);
    }
    return withholding(() => next(input));
  },

  async handleSignal(input, next) {
    await untilDecided();
    return withholding(() => next(input));
  },

  async handleUpdate(input, next) {
    await untilDecided();
    // Why an answer does not count is for whoever gave it.
    return input.name === ANSWER_UPDATE
      ? next(input)
      : withholding(() => next(input));
  },

  // Validators and queries must answer at once: they can't wait.
  validateUpdate(input, next) {
    assertDecided(`update ${input.name}`);
    next(input);
  },

  async handleQuery(input, next) {
    assertDecided(`query ${input.queryName}`);
    return next(input);
  },
};

function markUnverified(reason: string): void {
  upsertMemo({ [UNVERIFIED_MEMO]: reason });
  log.warn(`This workflow was not admitted and runs unverified. ${reason}`);
}

async function untilDecided(): Promise<void> {
  if (!currentVerdict()) {
    await condition(() => currentVerdict() !== undefined);
  }
}

function assertDecided(what: string): void {
  if (!currentVerdict()) {
    throw ApplicationFailure.nonRetryable(
      `This run is not admitted, so it can't take the ${what}. Send it again once the run is running`,
      ADMISSION_REFUSED,
    );
  }
}
