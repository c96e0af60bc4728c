import type {
  QuestionOutcome,
  RunStatus,
} from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { noticesOfEnd } from '../notices/noticeRows';

/** How one question of a run, or all that are open, ended. */
export interface QuestionEnd {
  readonly runId: string;
  readonly key?: string;
  readonly outcome: QuestionOutcome;
  readonly at: Date;
}

/** Ends open questions, and has their askers told. @returns how many */
export async function endQuestions(
  trx: Knex,
  { runId, key, outcome, at }: QuestionEnd,
): Promise<number> {
  const open = await trx('questions')
    .where({ run_id: runId, ...(key ? { question: key } : {}) })
    .whereNull('outcome')
    .pluck('question');
  if (open.length === 0) return 0;
  await trx('questions')
    .where({ run_id: runId })
    .whereIn('question', open)
    .update({ outcome, ended_at: at });
  await noticesOfEnd(trx, { runId, keys: open, at });
  return open.length;
}

/** How the open questions of a run end with it. */
export function outcomeWithRun(status: RunStatus): QuestionOutcome {
  switch (status) {
    case 'rejected':
    case 'expired':
    case 'withdrawn':
      return status;
    default:
      return 'cancelled';
  }
}
