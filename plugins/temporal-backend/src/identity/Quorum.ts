import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  APPROVAL_QUESTION,
  initiatorRef,
  type AnswerClaims,
} from 'backstage-plugin-temporal-common';
import type { AnswerDesk } from '../questions/AnswerDesk';
import type { QuestionBook } from '../questions/QuestionBook';
import type { StoredAnswer } from '../questions/StoredQuestion';
import type { LedgerRun } from '../runs/RunLedger';
import type { Statements } from './Statements';

/**
 * Whether enough people approved a run: by what the run counted, as the ledger
 * has it, and by what each of them had signed.
 */
export class Quorum {
  readonly #book: QuestionBook;
  readonly #desk: AnswerDesk;
  readonly #statements: Statements;

  constructor(deps: {
    book: QuestionBook;
    desk: AnswerDesk;
    statements: Statements;
  }) {
    this.#book = deps.book;
    this.#desk = deps.desk;
    this.#statements = deps.statements;
  }

  /**
   * @param approvals - the statements that the gate handed on
   * @throws ConflictError with what is missing; ServiceUnavailableError if
   *   Temporal must be asked first, and can't be
   */
  async assertMade(
    run: LedgerRun,
    approvals: readonly string[],
  ): Promise<void> {
    const needed = run.approval?.required ? run.approval.terms.quorum : 1;
    const approved = await this.#approved(run, needed);
    const signed = await this.#signed(run, approvals);
    const both = approved.filter(({ answerer, digest }) =>
      signed.some(
        claims =>
          claims.answerer === answerer && claims.answerDigest === digest,
      ),
    );
    if (approved.length < needed) throw tooFew(run, approved.length, needed);
    if (both.length >= needed) return;
    throw new ConflictError(
      `Run ${run.id} was handed on with the statements of ${both.length} of its approvers, and ${needed} must be there`,
    );
  }

  /** Different humans whose approval the run counted, the asker not among them. */
  async #approved(
    run: LedgerRun,
    needed: number,
  ): Promise<readonly StoredAnswer[]> {
    const counted = await this.#counted(run);
    if (counted.length >= needed) return counted;
    // The run may be faster than what it said of the answer that decided.
    const question = await this.#book.get(run.id, APPROVAL_QUESTION);
    if (!question) return counted;
    try {
      await this.#desk.settle(run, question);
    } catch (error) {
      throw new ServiceUnavailableError(
        `Who approved run ${run.id} can’t be found out now`,
        error,
      );
    }
    return this.#counted(run);
  }

  async #counted(run: LedgerRun): Promise<readonly StoredAnswer[]> {
    const answers = await this.#book.answers(run.id, APPROVAL_QUESTION);
    return answers.filter(
      ({ answerer, countedAt, person, verdict }) =>
        countedAt !== undefined &&
        verdict === 'approve' &&
        answerer !== initiatorRef(run.initiator) &&
        person !== run.approval?.asker,
    );
  }

  async #signed(
    run: LedgerRun,
    approvals: readonly string[],
  ): Promise<readonly AnswerClaims[]> {
    const signed: AnswerClaims[] = [];
    for (const jws of approvals) {
      const claims = await this.#statements
        .verifyOldAnswer(jws)
        .catch(() => undefined);
      const ours =
        claims?.runId === run.id &&
        claims.question === APPROVAL_QUESTION &&
        claims.verdict === 'approve';
      if (ours) signed.push(claims);
    }
    return signed;
  }
}

function tooFew(run: LedgerRun, are: number, needed: number): ConflictError {
  return new ConflictError(
    `Run ${run.id} was approved by ${are} people, and ${needed} must approve it`,
  );
}
