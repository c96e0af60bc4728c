import type { OpenedQuestion } from 'backstage-plugin-temporal-common';
import type {
  AnswerClaims,
  AnswerReceipt,
  AnswerUpdate,
  QuestionOutcome,
} from 'backstage-plugin-temporal-common/workflow';
import { condition } from '@temporalio/workflow';
import { refusedAsClosed, refusedAsRepeated } from './refusals';

/** An answer whose statement was verified. */
export interface VerifiedAnswer extends AnswerUpdate {
  readonly claims: AnswerClaims;
}

/** What the newest of some answers makes of them, under a quorum. */
export type Weigh = (
  answers: readonly VerifiedAnswer[],
  newest: VerifiedAnswer,
  quorum: number,
) => Pick<AnswerReceipt, 'given' | 'outcome'>;

/**
 * One question of a run: what was answered, by whom, and how it ended. Nothing
 * in here waits but what says so, so a decision can't be overtaken.
 */
export class Question {
  readonly key: string;
  readonly #weigh: Weigh;
  readonly #answers: VerifiedAnswer[] = [];
  readonly #inFlight = new Set<string>();
  #terms: OpenedQuestion | undefined;
  #outcome: QuestionOutcome | undefined;

  constructor(key: string, weigh: Weigh) {
    this.key = key;
    this.#weigh = weigh;
  }

  get outcome(): QuestionOutcome | undefined {
    return this.#outcome;
  }

  get answers(): readonly VerifiedAnswer[] {
    return this.#answers;
  }

  /** From now on answers are counted. */
  open(terms: OpenedQuestion): void {
    this.#terms = terms;
  }

  /** Ends the question, unless it has ended. */
  close(outcome: QuestionOutcome): void {
    this.#outcome ??= outcome;
  }

  /** @throws ApplicationFailure, if this person's answer can't count any more */
  assertTakes(answerer: string): void {
    if (this.#outcome) {
      throw refusedAsClosed(this.key, this.#outcome);
    }
    const person = personOf(answerer);
    if (
      this.#answers.some(({ claims }) => personOf(claims.answerer) === person)
    ) {
      throw refusedAsRepeated(this.key, answerer);
    }
  }

  /** @throws ApplicationFailure, if another answer of theirs is being verified */
  assertNoneInFlight(answerer: string): void {
    if (this.#inFlight.has(personOf(answerer))) {
      throw refusedAsRepeated(this.key, answerer);
    }
  }

  /** Lets no other answer of this person in while `work` is done. */
  async during<T>(answerer: string, work: () => Promise<T>): Promise<T> {
    this.assertNoneInFlight(answerer);
    const person = personOf(answerer);
    this.#inFlight.add(person);
    try {
      return await work();
    } finally {
      this.#inFlight.delete(person);
    }
  }

  /**
   * Waits until answers are counted.
   * @throws ApplicationFailure, if the question ends before
   */
  async opened(): Promise<OpenedQuestion> {
    await condition(() => Boolean(this.#terms ?? this.#outcome));
    if (!this.#terms || this.#outcome) {
      throw refusedAsClosed(this.key, this.#outcome);
    }
    return this.#terms;
  }

  /** Waits until the question has ended, which is then thrown. */
  async closed(): Promise<never> {
    await condition(() => this.#outcome !== undefined);
    throw refusedAsClosed(this.key, this.#outcome);
  }

  /** Waits until everybody who was answering has been told. */
  async allTold(): Promise<void> {
    await condition(() => this.#inFlight.size === 0);
  }

  /**
   * Counts an answer, and decides if it is the one that was missing.
   * @throws ApplicationFailure as {@link Question.assertTakes}
   */
  take(answer: VerifiedAnswer, { quorum }: OpenedQuestion): AnswerReceipt {
    this.assertTakes(answer.claims.answerer);
    this.#answers.push(answer);
    const { given, outcome } = this.#weigh(this.#answers, answer, quorum);
    this.#outcome = outcome;
    return { given, quorum, ...(outcome && { outcome }) };
  }
}

function personOf(answerer: string): string {
  return answerer.toLocaleLowerCase('en-US');
}
