import { ConflictError, NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  digestOf,
  initiatorRef,
  type AnswerQuestionRequest,
  type CloseQuestionRequest,
  type Decision,
  type ListQuestionsRequest,
  type OpenedQuestion,
  type QuestionPage,
  type Run,
  type RunQuestion,
  type Verdict,
  type WithdrawRunRequest,
} from 'backstage-plugin-temporal-common';
import { oneLine } from '../actions/oneLine';
import { about } from '../audit/about';
import type { Note } from '../audit/Attempt';
import type { Caller } from '../identity/Caller';
import { decided } from '../policy/decided';
import { verdictOf } from '../questions/verdictOf';
import type { OpenQuestion } from '../questions/QuestionOpener';
import type { StoredQuestion } from '../questions/StoredQuestion';
import type { House } from './House';
import { mayServe } from './mayServe';
import { presentRun } from './presentRun';
import { QuestionSight } from './QuestionSight';
import type { RunSight, SeenRun } from './RunSight';

const LONGEST_REASON = 500;

/** The guard for what runs ask: who opens, who answers, who sees. */
export class QuestionGuard {
  readonly #house: House;
  readonly #sight: RunSight;
  readonly #questions: QuestionSight;

  constructor(house: House, sight: RunSight) {
    this.#house = house;
    this.#sight = sight;
    this.#questions = new QuestionSight(house, sight);
  }

  async open(request: OpenQuestion, caller: Caller): Promise<OpenedQuestion> {
    const { audit, authorization, opener, workers } = this.#house;
    const { namespace, question, workflowId } = request;
    const meta = { namespace, workflow: workflowId, question: question?.key };
    const attempt = { event: 'question-open', caller, meta } as const;
    return audit.record(attempt, async note => {
      note.allow(mayServe(workers, { namespace }, caller));
      const run = await authorization.runOf(request);
      note.allow(mayServe(workers, run, caller));
      note.add(about(run));
      const opened = await opener.open(run, request);
      note.add({ question: opened.key });
      return opened;
    });
  }

  async close(request: CloseQuestionRequest, caller: Caller): Promise<void> {
    const { audit, authorization, book, workers } = this.#house;
    const { namespace, outcome, question: key } = request;
    const meta = { namespace, question: key, ended: outcome };
    const attempt = { event: 'question-close', caller, meta } as const;
    await audit.record(attempt, async note => {
      note.allow(mayServe(workers, { namespace }, caller));
      const run = await authorization.runOf(request);
      note.allow(mayServe(workers, run, caller));
      note.add(about(run));
      if (!(await book.get(run.id, key))) {
        throw new ConflictError(`Run ${run.id} never asked "${key}"`);
      }
      await book.close({ runId: run.id, key, outcome, at: new Date() });
    });
  }

  async answer(
    runId: string,
    request: AnswerQuestionRequest & { readonly key: string },
    caller: Caller,
  ): Promise<RunQuestion> {
    const { audit, book, inputs, policy } = this.#house;
    const { answer, key } = request;
    const known = await book.get(runId, key);
    const isApproval = known?.kind === 'approval';
    const event = isApproval ? 'approval-decide' : 'answer-give';
    const meta = { run: runId, question: key };
    return audit.record({ event, caller, meta }, async note => {
      const seen = await this.#sight.find(runId, caller);
      const { run, who } = seen;
      note.add(about(run));
      if (!known) throw new NotFoundError(`Run ${runId} does not ask "${key}"`);
      note.allow(await decided(policy.mayAnswer(who, run, known)));
      inputs.checkAnswer(known, answer as JsonObject);
      const said = isApproval ? verdictOf(known, answer) : undefined;
      note.add({ verdict: said?.verdict, reason: said?.reason });
      await this.#give(seen, known, { answer, ...said, note });
      return this.#questions.present(seen, known.key, true);
    });
  }

  async withdraw(
    runId: string,
    { reason }: WithdrawRunRequest,
    caller: Caller,
  ): Promise<Run> {
    const { audit, book, ledger, policy } = this.#house;
    const meta = { run: runId, reason };
    const attempt = { event: 'request-withdraw', caller, meta } as const;
    return audit.record(attempt, async note => {
      const seen = await this.#sight.find(runId, caller);
      const { run, who } = seen;
      note.add(about(run));
      note.allow(await decided(policy.mayWithdraw(who, run)));
      const all = await book.of(runId);
      const question = all.find(({ kind }) => kind === 'approval');
      if (!question) {
        throw new ConflictError(
          `Run ${runId} waits for no approval now (${run.status}); there is nothing to withdraw`,
        );
      }
      const verdict = 'withdraw';
      const answer = { decision: verdict, reason };
      await this.#give(seen, question, { answer, verdict, reason, note });
      return presentRun((await ledger.get(runId)) ?? run, true);
    });
  }

  list(request: ListQuestionsRequest, caller: Caller): Promise<QuestionPage> {
    return this.#questions.list(request, caller);
  }

  /** All that a run asked, for who sees it. */
  of(seen: SeenRun, inFull: boolean): Promise<readonly RunQuestion[]> {
    return this.#questions.of(seen, inFull);
  }

  /** Whether the caller may withdraw it; nothing where that is no question. */
  async mayWithdraw({ run, who }: SeenRun): Promise<Decision | undefined> {
    const waits = run.approval?.required && !run.approvedAt && !run.closedAt;
    if (!waits) return undefined;
    return decided(this.#house.policy.mayWithdraw(who, run));
  }

  async #give(
    seen: SeenRun,
    question: StoredQuestion,
    given: {
      readonly answer: Readonly<Record<string, unknown>>;
      readonly verdict?: Verdict;
      readonly reason?: string;
      readonly note: Note;
    },
  ): Promise<void> {
    const { desk, people } = this.#house;
    const { note, ...rest } = given;
    const { initiator } = seen.who;
    const answerer = initiatorRef(initiator);
    const person =
      initiator.kind === 'user'
        ? await decided(people.humanOf(answerer))
        : answerer;
    const digest = await digestOf(given.answer);
    try {
      const reason = given.reason && oneLine(given.reason, LONGEST_REASON);
      const said = { ...rest, reason, answerer, digest, person };
      const receipt = await desk.give(seen.run, question, said);
      note.add({ given: receipt.given, quorum: receipt.quorum });
      note.add({ decided: receipt.outcome });
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const now = await this.#questions.present(seen, question.key, true);
      throw Object.assign(error, { question: now });
    }
  }
}
