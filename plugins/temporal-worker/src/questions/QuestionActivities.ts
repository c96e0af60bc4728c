import type {
  AnswerClaims,
  AnswerUpdate,
  OpenedQuestion,
  OpenQuestionRequest,
  QuestionOutcome,
} from 'backstage-plugin-temporal-common';

/** What a run asks; the approval it was requested with goes without. */
export type AskedQuestion = OpenQuestionRequest['question'];

/** How a question ended. */
export interface ClosedQuestion {
  readonly question: string;
  readonly outcome: QuestionOutcome;
}

/** An answer as it came, `at` in milliseconds of Temporal's clock. */
export interface ArrivedAnswer extends AnswerUpdate {
  readonly at: number;
}

/** The library's own activities, by which a run asks. */
export interface QuestionActivities {
  openQuestion(question: AskedQuestion): Promise<OpenedQuestion>;
  closeQuestion(closed: ClosedQuestion): Promise<void>;
  verifyAnswer(arrived: ArrivedAnswer): Promise<AnswerClaims>;
}
