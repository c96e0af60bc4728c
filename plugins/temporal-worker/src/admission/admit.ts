import { activityInfo } from '@temporalio/activity';
import {
  ADMIT_ACTIVITY,
  digestOf,
  type StatementClaims,
} from 'backstage-plugin-temporal-common';
import type { AdmitInput, Evidence } from './AdmitInput';
import type { AdmitResult } from './AdmitResult';
import { approversOf } from './approvers';
import type { BackendAdmissions } from './BackendAdmissions';
import { mismatch, type Arrival } from './mismatch';
import { refused } from './refusal';
import type { StatementVerifier } from './StatementVerifier';
import { withoutKeys } from '../secrets/refusals';
import type { WorkerSecrets } from '../secrets/WorkerSecrets';
import { sealedRunIn } from '../workflow/sealing/sealedRunIn';
import { reasonToMark, type Unadmitted } from './Unadmitted';

interface Wiring {
  readonly verifier: StatementVerifier;
  readonly admissions: BackendAdmissions;
  readonly unadmitted: Unadmitted;
  readonly secrets: Pick<WorkerSecrets, 'keys'>;
}

/**
 * Makes the local activity by which a worker has a run admitted. Its answer is
 * in the history, so a run goes on as it began on a worker that is set
 * otherwise.
 */
export function createAdmit(wiring: Wiring) {
  return async function admit(input: AdmitInput): Promise<AdmitResult> {
    const arrival = await arrivalOf(input);
    try {
      return await claimsOf(arrival, wiring);
    } catch (error) {
      return { unverified: reasonToMark(error, wiring.unadmitted) };
    }
  };
}

/** A workflow with what it came with. */
type Arrived = Omit<Arrival, 'statement'> & { readonly evidence: Evidence };

async function claimsOf(
  { evidence, ...arrived }: Arrived,
  { verifier, admissions, secrets }: Wiring,
): Promise<StatementClaims> {
  if ('missing' in evidence) {
    throw refused(evidence.missing);
  }
  const arrival = { ...arrived, statement: evidence.statement };
  const claims = await verifier.verify(arrival.statement);
  const difference = mismatch(claims, arrival);
  if (difference) {
    throw refused(
      `The statement of this workflow is not its own: ${difference}. Start it from the catalog instead of copying headers`,
    );
  }
  // Before the run counts as begun: what it gave back here would go unsealed.
  if (!secrets.keys && sealedRunIn(claims, arrival.workflowType)) {
    throw withoutKeys();
  }
  await approversOf(claims, arrival.approvals ?? [], verifier);
  const { isChild, argumentCount, ...request } = arrival;
  await admissions.ask(request);
  return claims;
}

async function arrivalOf(input: AdmitInput): Promise<Arrived> {
  const { isLocal, namespace, workflowExecution, workflowType } =
    activityInfo();
  if (!isLocal || !workflowExecution || !workflowType) {
    throw refused(
      `Only a worker's own interceptors may call the activity ${ADMIT_ACTIVITY}`,
    );
  }
  return {
    evidence: input.evidence,
    namespace,
    workflowId: workflowExecution.workflowId,
    workflowType,
    temporalRunId: workflowExecution.runId,
    firstExecutionRunId: input.firstExecutionRunId,
    inputDigest: await digestOf(input.input === undefined ? {} : input.input),
    root: input.root && { ...input.root },
    isChild: input.isChild,
    argumentCount: input.argumentCount,
    approvals: input.approvals && [...input.approvals],
  };
}
