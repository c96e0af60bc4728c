import {
  initiatorRef,
  type RunAttempt,
} from 'backstage-plugin-temporal-common';
import type { PastAttempt, RunRetry } from './RunAttempt';
import type { LedgerRun } from './RunLedger';

/**
 * All attempts of a run, oldest first.
 * @param inFull - whether the caller may see what went in; a failure may quote it
 */
export function presentAttempts(
  run: LedgerRun,
  past: readonly PastAttempt[],
  inFull: boolean,
): readonly RunAttempt[] {
  const now = { ...run, number: run.attempt };
  return [...past, now].map(({ number, status, closedAt, failure, retry }) => ({
    number,
    ...askedBy(run, retry),
    status,
    closedAt: closedAt?.toISOString(),
    failure: inFull ? failure : undefined,
  }));
}

function askedBy(run: LedgerRun, retry: RunRetry | undefined) {
  if (!retry) return { at: run.requestedAt.toISOString() };
  const { at, by, plan, reason } = retry;
  return { at, by: initiatorRef(by), reason, from: plan };
}
