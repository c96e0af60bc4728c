import type { Knex } from 'knex';
import type { QuestionRow } from './StoredQuestion';

const LONGEST_KEY = 100;

/**
 * Frees the key of a question that an earlier attempt of the run asked, so that
 * this one can ask anew. What was asked and answered then is kept, under a key
 * that no run can ask by.
 */
export async function setAside(trx: Knex, asked: QuestionRow): Promise<void> {
  const suffix = `~${asked.attempt}`;
  const kept = asked.question.slice(0, LONGEST_KEY - suffix.length);
  for (const table of ['questions', 'answers', 'answerers', 'notices']) {
    await trx(table)
      .where({ run_id: asked.run_id, question: asked.question })
      .update({ question: `${kept}${suffix}` });
  }
}
