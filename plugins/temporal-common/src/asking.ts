/**
 * How a waiting run asks. Safe in Temporal's workflow sandbox.
 */

/**
 * Type of the workflow in which a run that needs an approval begins. It takes
 * the action's input, asks, and continues as new into the action's own workflow
 * type and task queue, under the same workflow id.
 * @public
 */
export const GATE_WORKFLOW_TYPE = 'temporalGate';

/**
 * Task queue that gate workers poll, in each namespace.
 * @public
 */
export const GATE_TASK_QUEUE = 'temporal-gate';

/**
 * Key of the question that a gate asks.
 * @public
 */
export const APPROVAL_QUESTION = 'approval';

/**
 * Temporal header field in which a gate hands on the statements of those who
 * approved: an array of compact JWS as a `json/plain` payload.
 * @public
 */
export const APPROVALS_HEADER = 'temporal-io-approvals';

/**
 * Name of the update by which the backend gives an answer to a waiting run. Its
 * one argument is an {@link AnswerUpdate}, its result an {@link AnswerReceipt}.
 * @public
 */
export const ANSWER_UPDATE = 'temporal-io-answer';

/**
 * Error types with which a run refuses an answer: the question is closed or
 * nobody asks it; this person has answered it already; the answer's statement
 * does not hold.
 * @public
 */
export const answerRefusals = {
  closed: 'QuestionClosed',
  repeated: 'AlreadyAnswered',
  statement: 'AnswerRefused',
} as const;

/**
 * Error types with which a gate ends without the run having begun; the message
 * says who and why.
 * @public
 */
export const approvalFailures = {
  rejected: 'ApprovalRejected',
  expired: 'ApprovalExpired',
  withdrawn: 'RequestWithdrawn',
} as const;

/**
 * How a question ended. `cancelled`: the run was stopped or ended otherwise
 * while it was open.
 * @public
 */
export type QuestionOutcome =
  | 'answered'
  | 'approved'
  | 'rejected'
  | 'expired'
  | 'withdrawn'
  | 'cancelled';

/**
 * What somebody says to an approval. Only the initiator withdraws.
 * @public
 */
export type Verdict = 'approve' | 'reject' | 'withdraw';

/**
 * What the backend signed of an answer: that this person may give it, now.
 * `verdict` is there for approvals, `answerDigest` is that of the answer as sent;
 * `iat` and `exp` are in seconds since the epoch, 60 apart.
 * @public
 */
export interface AnswerClaims {
  readonly runId: string;
  readonly question: string;
  readonly answerer: string;
  readonly answerDigest: string;
  readonly verdict?: Verdict;
  readonly iat: number;
  readonly exp: number;
}

/**
 * An answer on its way into a run: the key of the question, the answer, and the
 * signed statement about it.
 * @public
 */
export interface AnswerUpdate {
  readonly question: string;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly statement: string;
}

/**
 * What a run says to an answer that it counted: how many of those needed there
 * are now, and the outcome if this one decided.
 * @public
 */
export interface AnswerReceipt {
  readonly given: number;
  readonly quorum: number;
  readonly outcome?: QuestionOutcome;
}
