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
