import {
  GATE_WORKFLOW_TYPE,
  type StatementClaims,
} from 'backstage-plugin-temporal-common/workflow';

/**
 * The id of a run that was given secrets, so that what it gives back is sealed.
 * Its gate opens none and says nothing but what people answered, so a gate
 * needs no key, and everybody reads why a run was rejected.
 */
export function sealedRunIn(
  { secrets, runId }: StatementClaims,
  workflowType: string | undefined,
): string | undefined {
  return secrets && workflowType !== GATE_WORKFLOW_TYPE ? runId : undefined;
}
