import { initiatorRef } from 'backstage-plugin-temporal-common';
import type { LedgerRun } from '../runs/RunLedger';

/** What a record says of the run that it is about. */
export function about(run: LedgerRun) {
  return {
    run: run.id,
    action: run.action.ref,
    target: run.target.entityRef,
    initiator: initiatorRef(run.initiator),
  };
}
