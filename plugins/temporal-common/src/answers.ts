import { z } from 'zod';
import type { Decision, JsonSchema } from './action';
import type { Run } from './run';
import type { QuestionOutcome, Verdict } from './workflow';

/**
 * What somebody answered. `answer` is there for those who may see the run's
 * inputs; `verdict` and `reason` for approvals. `at` is ISO 8601.
 * @public
 */
export interface GivenAnswer {
  readonly by: string;
  readonly at: string;
  readonly verdict?: Verdict;
  readonly reason?: string;
  readonly answer?: Readonly<Record<string, unknown>>;
}

/**
 * A question of a run as its page shows it. `who` are entity refs, any one of
 * which suffices; `quorum` is how many different people must give the same
 * answer; `mayAnswer` is for the caller. Times are ISO 8601; `outcome` and
 * `closedAt` are there once it is closed. `notified` says whether those who may
 * answer have been told, and if not, why.
 * @public
 */
export interface RunQuestion {
  readonly key: string;
  readonly kind: 'question' | 'approval';
  readonly title: string;
  readonly text?: string;
  readonly schema: JsonSchema;
  readonly who: readonly string[];
  readonly quorum: number;
  readonly reasonRequired: boolean;
  readonly askedAt: string;
  readonly deadline?: string;
  readonly answers: readonly GivenAnswer[];
  readonly outcome?: QuestionOutcome;
  readonly closedAt?: string;
  readonly mayAnswer: Decision;
  readonly notified: { readonly done: boolean; readonly problem?: string };
}

/**
 * Body of `POST /runs/:runId/questions/:key/answers`. The answer 200 is the
 * question as it is then; 409 says that it is closed or that the caller has
 * answered, with the question in `error.question`; 503 that nothing was counted,
 * or that it is not known: the same answer sent again tells.
 * @public
 */
export const answerQuestionSchema = z.strictObject({
  answer: z.record(z.string(), z.unknown()),
});

/** @public */
export type AnswerQuestionRequest = z.infer<typeof answerQuestionSchema>;

/**
 * Body of `POST /runs/:runId/withdraw`, by the initiator of a run that waits for
 * its approval.
 * @public
 */
export const withdrawRunSchema = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1, 'must say why, because others will ask')
    .max(500, 'must be at most 500 characters long'),
});

/** @public */
export type WithdrawRunRequest = z.infer<typeof withdrawRunSchema>;

/** @public */
export const questionBoxes = ['to-answer', 'asked', 'decided'] as const;

/**
 * Which questions to list: those the caller may answer, those that runs of the
 * caller wait for, or closed ones they answered or asked.
 * @public
 */
export type QuestionBox = (typeof questionBoxes)[number];

/**
 * Query of `GET /questions`: `to-answer` by deadline, the others newest first;
 * `limit` 1 to 50.
 * @public
 */
export const listQuestionsSchema = z.strictObject({
  box: z.enum(questionBoxes),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  cursor: z.string().max(256).optional(),
});

/** @public */
export type ListQuestionsRequest = z.infer<typeof listQuestionsSchema>;

/**
 * A question together with the run that asks it: `description` says what the
 * run will do, `reason` why it was asked for.
 * @public
 */
export interface ListedQuestion {
  readonly question: RunQuestion;
  readonly run: Run;
  readonly description?: string;
  readonly reason?: string;
}

/** Answer of `GET /questions`. @public */
export interface QuestionPage {
  readonly items: readonly ListedQuestion[];
  readonly nextCursor?: string;
}
