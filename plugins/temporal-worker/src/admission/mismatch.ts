import {
  GATE_WORKFLOW_TYPE,
  type AdmissionRequest,
  type StatementClaims,
} from 'backstage-plugin-temporal-common';

/** A workflow as the admitting worker sees it. */
export interface Arrival extends AdmissionRequest {
  readonly isChild: boolean;
  readonly argumentCount: number;
}

/**
 * In what a workflow differs from its statement, as the end of a sentence;
 * `undefined` when it is what was signed. Cheaper than asking the backend, and
 * true even of a backend that is too trusting.
 */
export function mismatch(
  claims: StatementClaims,
  arrival: Arrival,
): string | undefined {
  if (claims.namespace !== arrival.namespace) {
    return `it was signed for namespace ${claims.namespace}, and this is ${arrival.namespace}`;
  }
  return arrival.isChild
    ? childMismatch(claims, arrival)
    : runMismatch(claims, arrival);
}

function childMismatch(
  claims: StatementClaims,
  { root }: Arrival,
): string | undefined {
  return root?.workflowId === claims.runId
    ? undefined
    : `it belongs to run ${claims.runId}, and this is a child of ${
        root?.workflowId ?? 'another workflow'
      }`;
}

function runMismatch(
  claims: StatementClaims,
  arrival: Arrival,
): string | undefined {
  if (claims.runId !== arrival.workflowId) {
    return `it belongs to run ${claims.runId}, and this is ${arrival.workflowId}`;
  }
  // Later executions of the chain get their arguments from the workflow itself.
  const isFirst = arrival.firstExecutionRunId === arrival.temporalRunId;
  const isGate = arrival.workflowType === GATE_WORKFLOW_TYPE;
  if (isFirst && claims.approvalRequired && !isGate) {
    return `it needs an approval, so it must begin as ${GATE_WORKFLOW_TYPE}, and this is ${arrival.workflowType}`;
  }
  if (!(isGate && claims.approvalRequired)) {
    const { workflowType } = claims;
    if (workflowType !== arrival.workflowType) {
      return `it was signed for workflow ${workflowType}, and this is ${arrival.workflowType}`;
    }
  }
  if (isFirst && arrival.argumentCount > 1) {
    return `it was signed for one argument, and there are ${arrival.argumentCount}`;
  }
  if (isFirst && claims.inputDigest !== arrival.inputDigest) {
    return 'it was signed for another input';
  }
  return undefined;
}
