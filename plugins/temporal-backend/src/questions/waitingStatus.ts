import type { RunStatus } from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import type { RunRow } from '../runs/ledgerRow';

/** The status of a run that would be running, if nobody had to be waited for. */
export async function waitingStatus(
  knex: Knex,
  runId: string,
): Promise<RunStatus> {
  const asked = await knex('questions')
    .where({ run_id: runId })
    .whereNull('outcome')
    .pluck('kind');
  if (asked.includes('approval')) return 'waiting-for-approval';
  if (asked.length > 0) return 'waiting-for-answer';
  const run = await knex<RunRow>('runs').where({ id: runId }).first();
  const approval = run?.approval ? JSON.parse(run.approval) : undefined;
  return approval?.required && !run?.approved_at
    ? 'waiting-for-approval'
    : 'running';
}

/** Brings the status of an unfinished run up to what it waits for. */
export async function settleStatus(
  trx: Knex,
  runId: string,
  version: number,
): Promise<void> {
  const status = await waitingStatus(trx, runId);
  const run = () => trx('runs').where({ id: runId }).whereNull('closed_at');
  await run().update({ version });
  await run()
    .whereIn('status', [
      'running',
      'waiting-for-approval',
      'waiting-for-answer',
    ])
    .update({ status });
}
