import { z } from 'zod';
import type { JsonSchema } from './action';
import { actionInputSchema } from './actionInput';

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

/** The key of a question, unique in its run. @public */
export const questionKeySchema = z
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
 * The terms under which a question is open. `taskQueue`, for an approval only, is
 * where the action's own workflow goes on once it is approved.
 * @public
 */
export const openedQuestionSchema = z.object({
  key: z.string(),
  quorum: z.number().int(),
  deadline: z.iso.datetime({ offset: true }).optional(),
  taskQueue: z.string().optional(),
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
