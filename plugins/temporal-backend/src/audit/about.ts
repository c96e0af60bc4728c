import { initiatorRef } from 'backstage-plugin-temporal-common';
import type { LedgerRun } from '../runs/RunLedger';

/**
 * What a record says of the run that it is about. Where nobody proved who asked
 * for it, the claim is a detail: it must not be found as that person's.
 */
export function about(run: LedgerRun) {
  const asked = initiatorRef(run.initiator);
  return {
    run: run.id,
    target: run.target.entityRef,
    ...(run.verified
      ? { action: run.action.ref, initiator: asked }
      : { workflow: run.workflowId, claimed: asked }),
  };
}
