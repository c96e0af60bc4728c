/**
 * What workflow code and the backend must agree on. Safe in Temporal's workflow
 * sandbox: constants and types only, no library.
 */

export type {
  AnswerClaims,
  AnswerReceipt,
  AnswerUpdate,
  QuestionOutcome,
  Verdict,
} from './asking';

/**
 * Temporal header field that carries a run's statement, a compact JWS stored as
 * a `json/plain` payload. Readable by everyone who may read the history.
 * @public
 */
export const STATEMENT_HEADER = 'temporal-io-statement';

/**
 * Temporal header field that carries the trace in which a run was started, as
 * OpenTelemetry's propagator wrote it. Temporal's own interceptors, in every
 * language, look for it under this name. It proves nothing.
 * @public
 */
export const TRACE_HEADER = '_tracer-data';

/**
 * Name of the local activity by which a worker has a run admitted before any of
 * the workflow's own code runs.
 * @public
 */
export const ADMIT_ACTIVITY = 'admit';

/**
 * Error type of a refused admission; non-retryable.
 * @public
 */
export const ADMISSION_REFUSED = 'AdmissionRefused';

/**
 * Memo field that a worker with `unadmitted: 'mark'` writes on a workflow that
 * was not admitted but runs all the same: the reason, a sentence. That it is
 * there says that the run is unverified. That it isn't proves nothing: a memo is
 * what any client wrote.
 * @public
 */
export const UNVERIFIED_MEMO = 'temporal-io-unverified';

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
 * Payload encoding of what a run with secrets gives back: the payload, as
 * Temporal's protobuf message, in an envelope like that of a secret input.
 * @public
 */
export const SEALED_ENCODING = 'binary/temporal-io-sealed';

/**
 * Metadata field by which a payload converter asks the codec to seal a payload:
 * the id of its run.
 * @public
 */
export const SEAL_METADATA = 'temporal-io-seal';

/**
 * Who asked for a run: a person by entity ref, or a machine by the subject of
 * its credential.
 * @public
 */
export type Initiator =
  | { readonly kind: 'user'; readonly entityRef: string }
  | { readonly kind: 'service'; readonly subject: string };

/**
 * The entity a run acts on, as the statement fixed it at the start.
 * `environment` is the entity's `temporal.io/environment`, if it has one.
 * @public
 */
export interface Target {
  readonly entityRef: string;
  readonly environment?: string;
}

/**
 * What the backend signed of a run: the claims of the statement that every
 * worker verifies. `startBy` is in seconds since the epoch; `secrets` says that
 * its input has secrets in it, so that what it gives back is sealed.
 * @public
 */
export interface StatementClaims {
  readonly runId: string;
  readonly attempt: number;
  readonly workflowType: string;
  readonly namespace: string;
  readonly initiator: Initiator;
  readonly owners: readonly string[];
  readonly action: { readonly ref: string; readonly digest: string };
  readonly target: Target;
  readonly inputDigest: string;
  readonly approvalRequired: boolean;
  readonly startBy: number;
  readonly secrets?: true;
}

/**
 * How far something is. `done` of `total` units of work; `text` says in words
 * what is being done now. An activity that heartbeats one of these as its first
 * detail is drawn as a progress bar.
 * @public
 */
export interface Progress {
  readonly text: string;
  readonly done?: number;
  readonly total?: number;
}

/**
 * The initiator as one string: the person's entity ref or the machine's
 * subject. This is the value of the search attribute `initiator`.
 * @public
 */
export function initiatorRef(initiator: Initiator): string {
  return initiator.kind === 'user' ? initiator.entityRef : initiator.subject;
}
