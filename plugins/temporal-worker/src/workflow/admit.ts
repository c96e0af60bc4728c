import {
  ActivityFailure,
  ApplicationFailure,
  defaultPayloadConverter,
  type Headers,
} from '@temporalio/common';
import {
  patched,
  proxyLocalActivities,
  workflowInfo,
} from '@temporalio/workflow';
import {
  ADMISSION_REFUSED,
  ADMIT_ACTIVITY,
  STATEMENT_HEADER,
} from 'backstage-plugin-temporal-common/workflow';
import type { AdmitInput, Evidence } from '../admission/AdmitInput';
import type { AdmitResult } from '../admission/AdmitResult';
import { approvalsIn } from './approvals';
import type { Verdict } from './run';

// Earlier releases refused a workflow without a statement before they asked.
const ASKS_WITHOUT_STATEMENT = 'temporal-io-asks-without-statement';

interface AdmissionActivities {
  [ADMIT_ACTIVITY](input: AdmitInput): Promise<AdmitResult>;
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
 * Has the current workflow admitted. Whether one that isn't may run all the same
 * is up to the worker; the answer is in the history, as the activity's result.
 * @throws ApplicationFailure of type AdmissionRefused, non-retryable
 */
export async function admitRun(
  headers: Headers,
  args: readonly unknown[],
): Promise<Verdict> {
  const evidence = evidenceIn(headers);
  if ('missing' in evidence && !patched(ASKS_WITHOUT_STATEMENT)) {
    throw refused(evidence.missing);
  }
  const { firstExecutionRunId, parent, root } = workflowInfo();
  try {
    const result = await admit({
      evidence,
      firstExecutionRunId,
      isChild: parent !== undefined,
      root: root && { workflowId: root.workflowId, runId: root.runId },
      argumentCount: args.length,
      approvals: approvalsIn(headers),
      input: args[0],
    });
    return 'unverified' in result
      ? { admitted: false, reason: result.unverified }
      : {
          admitted: true,
          statement: headers[STATEMENT_HEADER],
          claims: result,
        };
  } catch (error) {
    throw isRefusal(error) ? refused(error.cause.message) : error;
  }
}

function evidenceIn(headers: Headers): Evidence {
  if (!headers[STATEMENT_HEADER]) {
    return {
      missing:
        'This workflow was started without a statement, so nobody vouches for who asked for it. Start it from the catalog: open the entity in Backstage and choose Run action',
    };
  }
  const statement = decoded(headers);
  return typeof statement === 'string'
    ? { statement }
    : {
        missing: `The header ${STATEMENT_HEADER} of this workflow holds no statement. Start it from the catalog instead of copying headers`,
      };
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
