import type { PastAttempt } from './RunAttempt';
import type { RunRow } from './ledgerRow';

/** One row of the table `run_attempts`. */
export interface AttemptRow
  extends Pick<
    RunRow,
    | 'retry'
    | 'attempt_run_id'
    | 'temporal_run_id'
    | 'started_at'
    | 'status'
    | 'failure'
    | 'timeline'
    | 'stop'
  > {
  readonly run_id: string;
  readonly number: number;
  readonly closed_at: Date | number | string;
}

/** An attempt from its row. */
export function fromAttemptRow(row: AttemptRow): PastAttempt {
  return {
    number: row.number,
    retry: json(row.retry),
    status: row.status,
    closedAt: new Date(row.closed_at),
    failure: json(row.failure),
    stop: json(row.stop),
  };
}

function json<T>(text: string | null): T | undefined {
  return text === null ? undefined : JSON.parse(text);
}
