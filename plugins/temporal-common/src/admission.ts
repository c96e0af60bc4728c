import { z } from 'zod';
import type { AnswerClaims, StatementClaims } from './workflow';

/** JWS `typ` of a run's statement. @public */
export const STATEMENT_TYPE = 'run-statement+jwt';

/** Path of the public keys below the plugin's base URL (RFC 7517). @public */
export const KEY_SET_PATH = '/.well-known/jwks.json';

/** Path below the plugin's base URL where a worker has a run admitted. @public */
export const ADMISSIONS_PATH = '/admissions';

/** JWS `typ` of an answer's statement. @public */
export const ANSWER_TYPE = 'answer-statement+jwt';

const initiatorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), entityRef: z.string() }),
  z.object({ kind: z.literal('service'), subject: z.string() }),
]);

/**
 * The claims of a statement, as read back from a verified JWS.
 * @public
 */
export const statementClaimsSchema: z.ZodType<StatementClaims> = z.object({
  runId: z.uuid(),
  attempt: z.number().int().positive(),
  workflowType: z.string(),
  namespace: z.string(),
  initiator: initiatorSchema,
  owners: z.array(z.string()),
  action: z.object({ ref: z.string(), digest: z.string() }),
  target: z.object({
    entityRef: z.string(),
    environment: z.string().optional(),
  }),
  inputDigest: z.string(),
  approvalRequired: z.boolean(),
  startBy: z.number(),
  secrets: z.literal(true).optional(),
});

/**
 * The claims of an answer's statement, as read back from a verified JWS.
 * @public
 */
export const answerClaimsSchema: z.ZodType<AnswerClaims> = z.object({
  runId: z.uuid(),
  question: z.string(),
  answerer: z.string(),
  answerDigest: z.string(),
  verdict: z.enum(['approve', 'reject', 'withdraw']).optional(),
  iat: z.number(),
  exp: z.number(),
});

/**
 * Body of `POST /admissions`: a worker asks the backend's one-time yes. The
 * answer 200 admits, 409 refuses for good with the reason in `error.message`;
 * after any other answer the run waits and the worker asks again.
 *
 * - `statement`: the JWS as found in the header
 * - `namespace`: where the worker polls
 * - `workflowId`, `temporalRunId`, `firstExecutionRunId`: of the workflow that
 *   is about to run
 * - `workflowType`: its type
 * - `inputDigest`: of the arguments as the worker received them
 * - `approvals`: the statements of those who approved, as found in the header
 *   `temporal-io-approvals`; needed by the first execution behind a gate
 * - `root`: the root of its parent chain, when it is a child or when one of its
 *   activities asks; what is asked then is only whether the root was admitted
 * @public
 */
export const admissionRequestSchema = z.strictObject({
  statement: z.string().max(16_384),
  namespace: z.string().max(255),
  workflowId: z.string().max(1000),
  workflowType: z.string().max(1000),
  temporalRunId: z.uuid(),
  firstExecutionRunId: z.uuid(),
  inputDigest: z.string().max(128),
  approvals: z.array(z.string().max(4096)).max(20).optional(),
  root: z
    .strictObject({ workflowId: z.string().max(1000), runId: z.uuid() })
    .optional(),
});

/** @public */
export type AdmissionRequest = z.infer<typeof admissionRequestSchema>;

/** Path below the plugin's base URL where a running activity asks again. @public */
export const AUTHORIZATIONS_PATH = '/authorizations';

/**
 * Body of `POST /authorizations`: an activity asks whether the initiator may
 * still do what the run is about to do. `scope` names the step, for the record.
 * The answer 200 is a `Decision`; 409 says that the statement is not one of an
 * open run. After any other answer nothing is decided: that is a no for now.
 * @public
 */
export const authorizationRequestSchema = z.strictObject({
  statement: z.string().max(16_384),
  namespace: z.string().max(255),
  scope: z
    .string()
    .regex(
      /^[a-z0-9]+(-[a-z0-9]+)*$/,
      'must be lower-case words joined by dashes',
    )
    .max(100),
});

/** @public */
export type AuthorizationRequest = z.infer<typeof authorizationRequestSchema>;
