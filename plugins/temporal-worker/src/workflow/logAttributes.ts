import {
  initiatorRef,
  type StatementClaims,
} from 'backstage-plugin-temporal-common/workflow';

/** What was found out about a run, as far as log lines need it. */
type Verdict =
  | { readonly admitted: true; readonly claims: StatementClaims }
  | { readonly admitted: false };

/** By which the log lines of a run's workflows and activities are found. */
export function logAttributesOf(
  verdict: Verdict | undefined,
): Record<string, unknown> {
  if (!verdict) {
    return {};
  }
  if (!verdict.admitted) {
    return { unverified: true };
  }
  const { runId, initiator, target } = verdict.claims;
  return {
    run: runId,
    initiator: initiatorRef(initiator),
    target: target.entityRef,
  };
}
