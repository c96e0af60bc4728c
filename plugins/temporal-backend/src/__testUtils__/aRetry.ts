import type { RunRetry } from '../runs/RunAttempt';

/** Another attempt, asked for just now by somebody. */
export function aRetry(by: string, rest: Partial<RunRetry> = {}): RunRetry {
  return {
    by: { kind: 'user', entityRef: `user:default/${by}` },
    reason: 'Mended',
    at: new Date().toISOString(),
    plan: { from: 'failed-step', step: 'apply', again: [] },
    point: { temporalRunId: 'none', eventId: 4 },
    ...rest,
  };
}
