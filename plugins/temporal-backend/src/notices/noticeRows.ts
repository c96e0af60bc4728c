import type { Knex } from 'knex';

/** What people are told of a question. */
export type NoticeKind = 'asked' | 'reminder' | 'closed';

/** What part of the time is over when those who may answer are reminded. */
const REMINDED_AFTER = 0.8;

/** Writes down what is to be told of a question that opens. */
export async function noticesOfQuestion(
  trx: Knex,
  question: {
    readonly runId: string;
    readonly key: string;
    readonly askedAt: Date;
    readonly deadline?: Date;
  },
): Promise<void> {
  const { runId, key, askedAt, deadline } = question;
  await add(trx, { runId, key, kind: 'asked', at: askedAt });
  if (!deadline) return;
  const lastsMs = deadline.getTime() - askedAt.getTime();
  const at = new Date(askedAt.getTime() + lastsMs * REMINDED_AFTER);
  await add(trx, { runId, key, kind: 'reminder', at });
}

/** Writes down that it ended; what was still to be said before is dropped. */
export async function noticesOfEnd(
  trx: Knex,
  end: {
    readonly runId: string;
    readonly keys: readonly string[];
    readonly at: Date;
  },
): Promise<void> {
  await trx('notices')
    .where({ run_id: end.runId })
    .whereIn('question', [...end.keys])
    .whereNull('sent_at')
    .update({ dropped_at: end.at });
  for (const key of end.keys) {
    await add(trx, { runId: end.runId, key, kind: 'closed', at: end.at });
  }
}

async function add(
  trx: Knex,
  notice: {
    readonly runId: string;
    readonly key: string;
    readonly kind: NoticeKind;
    readonly at: Date;
  },
): Promise<void> {
  await trx('notices').insert({
    run_id: notice.runId,
    question: notice.key,
    kind: notice.kind,
    next_at: notice.at,
    attempts: 0,
  });
}
