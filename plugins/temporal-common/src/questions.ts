import { z } from 'zod';
import type { Decision, JsonSchema } from './action';
import { actionInputSchema } from './actionInput';
import type { Run } from './run';
import type { QuestionOutcome, Verdict } from './workflow';

/** Path below the plugin's base URL where a run opens a question. @public */
export const QUESTIONS_PATH = '/questions';

/** Path below the plugin's base URL where a run closes a question. @public */
export const CLOSED_QUESTIONS_PATH = '/questions/close';

/**
 * Who may answer; any one suffices. `owners`: the owners of the run's target at
 * the moment they answer.
 * @public
 */
export interface Answerers {
  readonly owners?: boolean;
  readonly groups?: readonly string[];
  readonly users?: readonly string[];
}

/**
 * The answer to an approval: a JSON Schema like that of any other question.
 * @public
 */
export const APPROVAL_SCHEMA: JsonSchema = {
  type: 'object',
  required: ['decision'],
  additionalProperties: false,
  properties: {
    decision: {
      type: 'string',
      title: 'Decision',
      enum: ['approve', 'reject'],
    },
    reason: { type: 'string', title: 'Reason', maxLength: 500 },
  },
};

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

const questionKeySchema = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'must be lower-case words joined by dashes',
  )
  .max(100);

const refOf = (kind: 'group' | 'user') =>
  z
    .string()
    .max(512)
    .regex(
      new RegExp(`^${kind}:[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9_.-]*$`, 'i'),
      `must be a ${kind}, such as ${kind}:default/payments`,
    )
    .transform(ref => ref.toLocaleLowerCase('en-US'));

/** @public */
export const answerersSchema = z
  .strictObject({
    owners: z.boolean().optional(),
    groups: z.array(refOf('group')).max(100).readonly().optional(),
    users: z.array(refOf('user')).max(100).readonly().optional(),
  })
  .refine(
    ({ owners, groups, users }) => owners || groups?.length || users?.length,
    'must name somebody: owners, groups or users',
  );

/**
 * Body of `POST /questions`: a run opens a question, as often as it likes with
 * the same content. Without `question` it is the approval that the run was
 * requested with, whose terms the backend knows. `deadline` is ISO 8601. The
 * answer 200 is an {@link OpenedQuestion}; 409 says that the run is not open, or
 * asks something else under this key.
 * @public
 */
export const openQuestionSchema = z.strictObject({
  statement: z.string().max(16_384),
  namespace: z.string().max(255),
  workflowId: z.string().max(1000),
  question: z
    .strictObject({
      key: questionKeySchema,
      title: z.string().trim().min(1).max(200),
      text: z.string().max(4000).optional(),
      schema: actionInputSchema,
      who: answerersSchema,
      quorum: z.number().int().min(1).max(10).default(1),
      deadline: z.iso.datetime({ offset: true }).optional(),
    })
    .optional(),
});

/** @public */
export type OpenQuestionRequest = z.input<typeof openQuestionSchema>;

/**
 * The terms under which a question is open.
 * @public
 */
export const openedQuestionSchema = z.object({
  key: z.string(),
  quorum: z.number().int(),
  deadline: z.iso.datetime({ offset: true }).optional(),
});

/** @public */
export type OpenedQuestion = z.infer<typeof openedQuestionSchema>;

/**
 * Body of `POST /questions/close`: how a question ended, told by the run that
 * asked it. The answer 200 is `{ closed: true }`, also when it was closed so
 * before.
 * @public
 */
export const closeQuestionSchema = z.strictObject({
  statement: z.string().max(16_384),
  namespace: z.string().max(255),
  question: questionKeySchema,
  outcome: z.enum([
    'answered',
    'approved',
    'rejected',
    'expired',
    'withdrawn',
    'cancelled',
  ]),
});

/** @public */
export type CloseQuestionRequest = z.infer<typeof closeQuestionSchema>;

/**
 * Path parameter of everything about one question of a run.
 * @public
 */
export const questionKeyParamSchema = questionKeySchema;

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
