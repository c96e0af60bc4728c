import { activityInfo } from '@temporalio/activity';
import {
  ADMIT_ACTIVITY,
  digestOf,
  type StatementClaims,
} from 'backstage-plugin-temporal-common';
import type { AdmitInput } from './AdmitInput';
import type { BackendAdmissions } from './BackendAdmissions';
import { mismatch, type Arrival } from './mismatch';
import { refused } from './refusal';
import type { StatementVerifier } from './StatementVerifier';

/** Makes the local activity by which a worker has a run admitted. */
export function createAdmit(
  verifier: StatementVerifier,
  admissions: BackendAdmissions,
) {
  return async function admit(input: AdmitInput): Promise<StatementClaims> {
    const claims = await verifier.verify(input.statement);
    const arrival = await arrivalOf(input);
    const difference = mismatch(claims, arrival);
    if (difference) {
      throw refused(
        `The statement of this workflow is not its own: ${difference}. Start it from the catalog instead of copying headers`,
      );
    }
    const { isChild, argumentCount, ...request } = arrival;
    await admissions.ask(request);
    return claims;
  };
}

async function arrivalOf(input: AdmitInput): Promise<Arrival> {
  const { isLocal, namespace, workflowExecution, workflowType } =
    activityInfo();
  if (!isLocal || !workflowExecution || !workflowType) {
    throw refused(
      `Only a worker's own interceptors may call the activity ${ADMIT_ACTIVITY}`,
    );
  }
  return {
    statement: input.statement,
    namespace,
    workflowId: workflowExecution.workflowId,
    workflowType,
    temporalRunId: workflowExecution.runId,
    firstExecutionRunId: input.firstExecutionRunId,
    inputDigest: await digestOf(input.input === undefined ? {} : input.input),
    root: input.root && { ...input.root },
    isChild: input.isChild,
    argumentCount: input.argumentCount,
  };
}
