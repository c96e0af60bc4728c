import {
  ActivityFailure,
  ApplicationFailure,
  defaultPayloadConverter,
  type Headers,
} from '@temporalio/common';
import { proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import {
  ADMISSION_REFUSED,
  ADMIT_ACTIVITY,
  STATEMENT_HEADER,
  type StatementClaims,
} from 'backstage-plugin-temporal-common/workflow';
import type { AdmitInput } from '../admission/AdmitInput';
import type { AdmittedRun } from './run';

interface AdmissionActivities {
  [ADMIT_ACTIVITY](input: AdmitInput): Promise<StatementClaims>;
}

// No limit on retries: a backend that is down delays a run, it doesn't fail it.
// Above the threshold the wait becomes a timer, so that a long outage holds no
// workflow task open.
const { admit } = proxyLocalActivities<AdmissionActivities>({
  startToCloseTimeout: '15s',
  localRetryThreshold: '1s',
  retry: {
    initialInterval: '500ms',
    backoffCoefficient: 2,
    maximumInterval: '30s',
  },
});

/**
 * Has the current workflow admitted.
 * @throws ApplicationFailure of type AdmissionRefused, non-retryable
 */
export async function admitRun(
  headers: Headers,
  args: readonly unknown[],
): Promise<AdmittedRun> {
  const statement = headers[STATEMENT_HEADER];
  if (!statement) {
    throw refused(
      'This workflow was started without a statement, so nobody vouches for who asked for it. Start it from the catalog: open the entity in Backstage and choose Run action',
    );
  }
  const { firstExecutionRunId, parent, root } = workflowInfo();
  try {
    const claims = await admit({
      statement: statementText(headers),
      firstExecutionRunId,
      isChild: parent !== undefined,
      root: root && { workflowId: root.workflowId, runId: root.runId },
      argumentCount: args.length,
      input: args[0],
    });
    return { statement, claims };
  } catch (error) {
    throw isRefusal(error) ? refused(error.cause.message) : error;
  }
}

function statementText(headers: Headers): string {
  const text = decoded(headers);
  if (typeof text !== 'string') {
    throw refused(
      `The header ${STATEMENT_HEADER} of this workflow holds no statement. Start it from the catalog instead of copying headers`,
    );
  }
  return text;
}

function decoded(headers: Headers): unknown {
  try {
    return defaultPayloadConverter.fromPayload(headers[STATEMENT_HEADER]);
  } catch {
    return undefined;
  }
}

function refused(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, ADMISSION_REFUSED);
}

function isRefusal(
  error: unknown,
): error is ActivityFailure & { cause: ApplicationFailure } {
  return (
    error instanceof ActivityFailure &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === ADMISSION_REFUSED
  );
}
