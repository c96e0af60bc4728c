import {
  APPROVAL_QUESTION,
  type CloseQuestionRequest,
  type OpenedQuestion,
  type OpenQuestionRequest,
  type QuestionOutcome,
} from 'backstage-plugin-temporal-common';
import type { TestApproval } from './TestRun';

/**
 * A question that a run asked of a test backend; `outcome` once it was closed.
 * @public
 */
export interface TestQuestion {
  readonly key: string;
  readonly asked: OpenQuestionRequest['question'];
  readonly outcome?: QuestionOutcome;
}

/** What the runs of a test backend asked. */
export class TestQuestions {
  readonly #questions = new Map<string, Map<string, TestQuestion>>();

  of(runId: string): readonly TestQuestion[] {
    return [...(this.#questions.get(runId)?.values() ?? [])];
  }

  open(
    runId: string,
    { question }: OpenQuestionRequest,
    approval: TestApproval | undefined,
  ): OpenedQuestion {
    const key = question?.key ?? APPROVAL_QUESTION;
    const ofRun = this.#questions.get(runId) ?? new Map<string, TestQuestion>();
    this.#questions.set(runId, ofRun);
    if (!ofRun.has(key)) ofRun.set(key, { key, asked: question });
    return question
      ? { key, quorum: question.quorum ?? 1, deadline: question.deadline }
      : {
          key,
          quorum: approval?.quorum ?? 1,
          deadline: approval?.deadline?.toISOString(),
          taskQueue: approval?.taskQueue,
        };
  }

  close(runId: string, { question, outcome }: CloseQuestionRequest): void {
    const known = this.#questions.get(runId)?.get(question);
    if (known) this.#questions.get(runId)?.set(question, { ...known, outcome });
  }
}
