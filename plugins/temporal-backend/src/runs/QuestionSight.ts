import { NotFoundError } from '@backstage/errors';
import {
  initiatorRef,
  type Decision,
  type ListedQuestion,
  type ListQuestionsRequest,
  type QuestionPage,
  type RunQuestion,
} from 'backstage-plugin-temporal-common';
import type { Caller } from '../identity/Caller';
import { decided, shown } from '../policy/decided';
import type { KnownCaller } from '../policy/RunPolicy';
import { presentQuestion } from '../questions/presentQuestion';
import type { StoredQuestion } from '../questions/StoredQuestion';
import type { House } from './House';
import { presentRun } from './presentRun';
import type { LedgerRun } from './RunLedger';
import type { RunSight } from './RunSight';

/** A run with a question, and who looks at it. */
interface Looked {
  readonly run: LedgerRun;
  readonly who: KnownCaller;
}

/** Questions as one caller sees them. */
export class QuestionSight {
  readonly #house: House;
  readonly #sight: RunSight;

  constructor(house: House, sight: RunSight) {
    this.#house = house;
    this.#sight = sight;
  }

  async of(looked: Looked, inFull: boolean): Promise<readonly RunQuestion[]> {
    const questions = await this.#house.book.of(looked.run.id);
    return Promise.all(
      questions.map(question => this.#present(looked, question, inFull)),
    );
  }

  /** A question as it is now. */
  async present(
    looked: Looked,
    key: string,
    inFull: boolean,
  ): Promise<RunQuestion> {
    const question = await this.#house.book.get(looked.run.id, key);
    if (!question) {
      throw new NotFoundError(`Run ${looked.run.id} does not ask "${key}"`);
    }
    return this.#present(looked, question, inFull);
  }

  async list(
    request: ListQuestionsRequest,
    caller: Caller,
  ): Promise<QuestionPage> {
    const { list, policy } = this.#house;
    const who = await this.#sight.who(caller);
    const { criteria } = shown(await decided(policy.visibleRuns(who)));
    const ref = initiatorRef(caller.initiator);
    const identities = 'rights' in who ? undefined : who.identities;
    const refs = (await decided(identities?.all() ?? noRefs())) ?? [];
    const page = await list.page(request, { ref, refs, criteria });
    const items: ListedQuestion[] = [];
    for (const question of page.items) {
      const item = await this.#listed(question, who);
      if (item) items.push(item);
    }
    return { items, nextCursor: page.nextCursor };
  }

  async #listed(
    question: StoredQuestion,
    who: KnownCaller,
  ): Promise<ListedQuestion | undefined> {
    const { actions, ledger } = this.#house;
    const run = await ledger.get(question.runId);
    if (!run) return undefined;
    const action = await decided(actions.get(run.action.ref));
    return {
      question: await this.#present({ run, who }, question, false),
      run: presentRun(run, false),
      description: action?.description,
      reason: run.reason,
    };
  }

  async #present(
    { run, who }: Looked,
    question: StoredQuestion,
    inFull: boolean,
  ): Promise<RunQuestion> {
    const { book, notices, policy } = this.#house;
    const { key } = question;
    const [answers, refs, notified, may] = await Promise.all([
      book.answers(run.id, key),
      book.answerersOf(question),
      notices.told(run.id, key),
      decided(policy.mayAnswer(who, run, question)),
    ]);
    const answered = answers.some(
      ({ answerer, countedAt }) =>
        countedAt && answerer === initiatorRef(who.initiator),
    );
    const mayAnswer = stillOpen(question, may, answered);
    return presentQuestion(question, {
      who: refs,
      answers,
      inFull,
      mayAnswer,
      notified,
    });
  }
}

async function noRefs(): Promise<readonly string[]> {
  return [];
}

function stillOpen(
  { outcome, title }: StoredQuestion,
  decision: Decision,
  answered: boolean,
): Decision {
  if (outcome) {
    return {
      allowed: false,
      reason: `"${title}" is closed: ${outcome}`,
      ask: [],
    };
  }
  if (answered) {
    return { allowed: false, reason: 'You have answered this', ask: [] };
  }
  return decision;
}
