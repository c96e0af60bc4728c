import type { AnswerReceipt } from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { noticesOfQuestion } from '../notices/noticeRows';
import type { LedgerClock } from '../runs/LedgerClock';
import { whereAmong } from '../runs/whereAmong';
import { endQuestions, type QuestionEnd } from './endQuestions';
import { setAside } from './setAside';
import { settleStatus } from './waitingStatus';
import {
  fromAnswerRow,
  fromQuestionRow,
  toQuestionColumns,
  type AnswerRow,
  type NewQuestion,
  type QuestionRow,
  type StoredAnswer,
  type StoredQuestion,
} from './StoredQuestion';

type AnswerId = Pick<StoredAnswer, 'runId' | 'key' | 'person'>;

/** What runs ask and what they were answered, in the plugin's database. */
export class QuestionBook {
  readonly #knex: Knex;
  readonly #clock: LedgerClock;

  constructor(knex: Knex, clock: LedgerClock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /**
   * Writes a question down, once in each attempt.
   * @param answerers - refs of those who may answer now, for lists
   * @returns what stands under its key, which may be another question
   */
  async open(
    question: NewQuestion,
    answerers: readonly string[],
  ): Promise<StoredQuestion | undefined> {
    const { attempt, runId, key } = question;
    await this.#clock.change(async (trx, version) => {
      const askedAt = new Date();
      // The clock's row is locked, so two that ask at once come one by one.
      const asked = await trx<QuestionRow>('questions')
        .where({ run_id: runId, question: key })
        .first();
      if (asked && (asked.attempt >= attempt || !asked.outcome)) return;
      // A run that was closed meanwhile asks nothing.
      const run = await trx('runs').where({ id: runId }).first('closed_at');
      if (!run || run.closed_at) return;
      if (asked) await setAside(trx, asked);
      await trx('questions').insert(toQuestionColumns(question, askedAt));
      for (const ref of answerers) {
        await trx('answerers').insert({ ref, run_id: runId, question: key });
      }
      await noticesOfQuestion(trx, { ...question, askedAt });
      await settleStatus(trx, runId, version);
    });
    return this.get(runId, key);
  }

  /** Ends a question, unless it has ended. */
  async close(end: QuestionEnd): Promise<void> {
    await this.#clock.change(async (trx, version) => {
      const ended = await endQuestions(trx, end);
      if (ended > 0) await settleStatus(trx, end.runId, version);
    });
  }

  async get(runId: string, key: string): Promise<StoredQuestion | undefined> {
    const row = await this.#questions()
      .where({ run_id: runId, question: key })
      .first();
    return row && fromQuestionRow(row);
  }

  /** All that a run asked, oldest first. */
  async of(runId: string): Promise<readonly StoredQuestion[]> {
    const rows = await this.#questions()
      .where({ run_id: runId })
      .orderBy(['asked_at', 'question']);
    return rows.map(fromQuestionRow);
  }

  /** What some runs ask now, in no order. */
  async openOf(runIds: readonly string[]): Promise<readonly StoredQuestion[]> {
    const query = this.#questions().whereNull('outcome');
    whereAmong({ knex: this.#knex, query }, 'run_id', runIds);
    return (await query).map(fromQuestionRow);
  }

  /** Who could answer when it was asked. */
  async answerersOf({ runId, key }: StoredQuestion): Promise<string[]> {
    return this.#knex('answerers')
      .where({ run_id: runId, question: key })
      .orderBy('ref')
      .pluck('ref');
  }

  /** The answers to a question, sent ones too, in the order of their sending. */
  async answers(runId: string, key: string): Promise<readonly StoredAnswer[]> {
    const rows = await this.#answers()
      .where({ run_id: runId, question: key })
      .orderBy(['sent_at', 'person']);
    return rows.map(fromAnswerRow);
  }

  /**
   * Writes down that an answer is about to be sent.
   * @returns `undefined`, or the answer of the same human that is there already
   */
  async send(
    answer: Omit<StoredAnswer, 'sentAt'>,
  ): Promise<StoredAnswer | undefined> {
    const { runId, key, person } = answer;
    const id = { run_id: runId, question: key, person };
    const row = {
      ...id,
      answerer: answer.answerer,
      digest: answer.digest,
      answer: JSON.stringify(answer.answer),
      verdict: answer.verdict,
      reason: answer.reason,
      sent_at: new Date(),
    };
    const inserted: unknown[] = await this.#knex('answers')
      .insert(row)
      .onConflict(['run_id', 'question', 'person'])
      .ignore()
      .returning('person');
    if (inserted.length > 0) return undefined;
    const known = await this.#answers().where(id).first();
    return known ? fromAnswerRow(known) : this.send(answer);
  }

  /** The run said that an answer counts; each says so once in the ledger. */
  async counted(answer: StoredAnswer, receipt: AnswerReceipt): Promise<void> {
    const { runId } = answer;
    await this.#clock.change(async (trx, version) => {
      await this.#uncounted(answer, trx).update({
        counted_at: new Date(),
        receipt: JSON.stringify(receipt),
      });
      const { outcome } = receipt;
      const end = { runId, key: answer.key, outcome, at: new Date() };
      if (outcome) await endQuestions(trx, { ...end, outcome });
      await settleStatus(trx, runId, version);
    });
  }

  /** An answer that certainly did not count may be given anew. */
  async takeBack(answer: StoredAnswer): Promise<void> {
    await this.#uncounted(answer).andWhere({ digest: answer.digest }).delete();
  }

  #uncounted({ runId, key, person }: AnswerId, knex: Knex = this.#knex) {
    return knex('answers')
      .where({ run_id: runId, question: key, person })
      .whereNull('counted_at');
  }

  #questions() {
    return this.#knex<QuestionRow>('questions');
  }

  #answers() {
    return this.#knex<AnswerRow>('answers');
  }
}
