import { ConflictError } from '@backstage/errors';
import {
  answerRefusals,
  type AnswerReceipt,
} from 'backstage-plugin-temporal-common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Statements } from '../identity/Statements';
import type { LedgerRun } from '../runs/RunLedger';
import {
  answerSent,
  sendAnswer,
  type Addressee,
  type AnswerOutcome,
} from '../temporal/answerUpdate';
import { hadNoEffect, isUnreachable } from '../temporal/errors';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import type { QuestionBook } from './QuestionBook';
import type { StoredAnswer, StoredQuestion } from './StoredQuestion';
import { closed, onItsWay, repeated, unheard } from './noAnswer';
import { Turns } from './Turns';

/** A statement is good for a minute: later, what was sent can't arrive any more. */
const ON_ITS_WAY_MS = 75_000;
/** Temporal takes ten at once for one workflow. */
const AT_ONCE = 5;
const LOOKS = 40;
const LOOK_AGAIN_MS = 50;

/** Takes answers to the runs that asked, and keeps what these say. */
export class AnswerDesk {
  readonly #book: QuestionBook;
  readonly #statements: Statements;
  readonly #temporal: TemporalNamespaces;
  readonly #turns = new Turns(AT_ONCE);

  constructor(deps: {
    book: QuestionBook;
    statements: Statements;
    temporal: TemporalNamespaces;
  }) {
    this.#book = deps.book;
    this.#statements = deps.statements;
    this.#temporal = deps.temporal;
  }

  /**
   * Gives an answer. The same answer given again tells what became of it.
   * @throws ConflictError if the question is closed, or this human answered it
   * @throws ServiceUnavailableError that says whether it may have been counted
   */
  async give(
    run: LedgerRun,
    question: StoredQuestion,
    answer: Omit<StoredAnswer, 'sentAt' | 'runId' | 'key'>,
  ): Promise<AnswerReceipt> {
    const { key } = question;
    const given = { ...answer, runId: run.id, key, sentAt: new Date() };
    const known = await this.#known(run, question, given);
    if (known?.receipt) return known.receipt;
    if (!known) {
      if (question.outcome) throw closed(question);
      const earlier = await this.#book.send(given);
      // Another request of theirs was faster; it is looked at like any earlier.
      if (earlier) return this.give(run, question, answer);
    }
    return this.#turns.take(run.id, () =>
      this.#send(run, question, { ...given, fresh: !known }),
    );
  }

  /** Finds out about answers that were sent and not heard of since. */
  async settle(run: LedgerRun, question: StoredQuestion): Promise<void> {
    for (const answer of await this.#book.answers(run.id, question.key)) {
      if (answer.countedAt) continue;
      const to = addressOf(run, question, answer.answerer);
      const outcome = await answerSent(this.#temporal.of(run), to);
      if (outcome.kind === 'counted') {
        await this.#book.counted(answer, outcome.receipt);
      }
    }
  }

  /** The same answer as given before, whose outcome may not be known. */
  async #known(
    run: LedgerRun,
    question: StoredQuestion,
    given: StoredAnswer,
  ): Promise<StoredAnswer | undefined> {
    const find = async () => {
      const all = await this.#book.answers(run.id, question.key);
      return all.find(({ person }) => person === given.person);
    };
    const earlier = await find();
    if (!earlier) return undefined;
    const same =
      earlier.digest === given.digest && earlier.answerer === given.answerer;
    if (earlier.countedAt) {
      if (same) return earlier;
      throw repeated(question);
    }
    const to = addressOf(run, question, earlier.answerer);
    const outcome = await this.#ask(() =>
      answerSent(this.#temporal.of(run), to),
    );
    if (outcome.kind === 'counted') {
      await this.#book.counted(earlier, outcome.receipt);
      return this.#known(run, question, given);
    }
    if (same) return earlier;
    const old = Date.now() - earlier.sentAt.getTime() > ON_ITS_WAY_MS;
    if (!old || outcome.kind === 'unknown') {
      throw onItsWay(question);
    }
    await this.#book.takeBack(earlier);
    return undefined;
  }

  async #send(
    run: LedgerRun,
    question: StoredQuestion,
    given: StoredAnswer & { readonly fresh: boolean },
  ): Promise<AnswerReceipt> {
    const { answer, answerer, digest, fresh, key, verdict } = given;
    const statement = await this.#statements.signAnswer({
      runId: run.id,
      question: key,
      answerer,
      answerDigest: digest,
      verdict,
    });
    const to = addressOf(run, question, answerer);
    const update = { question: key, answer, statement };
    const sent = { update, by: answerer };
    const outcome = await sendAnswer(this.#temporal.of(run), to, sent).catch(
      error => this.#explain(question, given, error),
    );
    switch (outcome.kind) {
      case 'counted':
        await this.#book.counted(given, outcome.receipt);
        return outcome.receipt;
      case 'refused':
        if (fresh) await this.#book.takeBack(given);
        if (outcome.type === answerRefusals.closed) {
          await this.#untilClosed(question);
        }
        throw new ConflictError(
          `The run did not take this answer: ${outcome.why}`,
        );
      default:
        throw unheard(false);
    }
  }

  async #explain(
    question: StoredQuestion,
    given: StoredAnswer & { readonly fresh: boolean },
    error: unknown,
  ): Promise<never> {
    const nothing = given.fresh && hadNoEffect(error);
    if (nothing) await this.#book.takeBack(given);
    // A workflow that is just ending takes nothing more.
    const over = nothing && !isUnreachable(error);
    if (over && (await this.#untilClosed(question))) throw closed(question);
    throw unheard(nothing, error);
  }

  /** The run may be faster than what it said of the answer that decided. */
  async #untilClosed({ runId, key }: StoredQuestion): Promise<boolean> {
    for (let looks = 0; looks < LOOKS; looks += 1) {
      if ((await this.#book.get(runId, key))?.outcome) return true;
      await delay(LOOK_AGAIN_MS);
    }
    return false;
  }

  async #ask(question: () => Promise<AnswerOutcome>): Promise<AnswerOutcome> {
    try {
      return await question();
    } catch (error) {
      throw unheard(false, error);
    }
  }
}

function addressOf(
  run: LedgerRun,
  { key, kind, workflowId }: StoredQuestion,
  answerer: string,
): Addressee {
  const first = run.firstExecutionRunId;
  return {
    workflowId,
    firstExecutionRunId: workflowId === run.workflowId ? first : undefined,
    // A gate is the first execution, and others follow it.
    temporalRunId: kind === 'approval' ? first : undefined,
    updateId: `${key}:${answerer}`,
  };
}
