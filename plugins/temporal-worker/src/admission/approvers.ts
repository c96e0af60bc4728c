import {
  APPROVAL_QUESTION,
  initiatorRef,
  type AnswerClaims,
  type StatementClaims,
} from 'backstage-plugin-temporal-common';
import { refused } from './refusal';
import type { StatementVerifier } from './StatementVerifier';

/**
 * Who approved a run, by the statements that its gate handed on. Whether they
 * are enough is for the backend to say; that each is genuine, of this run, and
 * of somebody else is not.
 * @throws ApplicationFailure, non-retryable if one of them is not
 */
export async function approversOf(
  run: StatementClaims,
  approvals: readonly string[],
  verifier: StatementVerifier,
): Promise<readonly string[]> {
  const approvers = new Set<string>();
  for (const statement of approvals) {
    const claims = await verifier.verifyOldAnswer(statement);
    const approver = claims.answerer.toLocaleLowerCase('en-US');
    const reason = approvers.has(approver)
      ? `${approver} approved twice`
      : reasonAgainst(claims, run);
    if (reason) {
      throw refused(
        `This run was not approved as it says: ${reason}. Request it again from the catalog`,
      );
    }
    approvers.add(approver);
  }
  return [...approvers];
}

function reasonAgainst(
  { runId, question, verdict, answerer }: AnswerClaims,
  run: StatementClaims,
): string | undefined {
  if (runId !== run.runId) {
    return `an approval belongs to run ${runId}`;
  }
  if (question !== APPROVAL_QUESTION || verdict !== 'approve') {
    return `${answerer} did not approve it`;
  }
  return answerer.toLocaleLowerCase('en-US') ===
    initiatorRef(run.initiator).toLocaleLowerCase('en-US')
    ? `${answerer} asked for it and can't approve it`
    : undefined;
}
