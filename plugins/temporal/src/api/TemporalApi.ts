import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  AnswerQuestionRequest,
  AuditPage,
  ExportAuditRequest,
  FollowRunsRequest,
  ListQuestionsRequest,
  OfferedActions,
  PauseVerb,
  QuestionPage,
  ReadAuditRequest,
  RetryRunRequest,
  Run,
  RunDetail,
  RunFigures,
  RunFilters,
  RunFormat,
  RunNews,
  RunPage,
  RunPayloads,
  RunQuestion,
  StartRunRequest,
  StopVerb,
} from 'backstage-plugin-temporal-common';

/**
 * Which runs to list; newest first.
 * @public
 */
export interface RunListRequest extends RunFilters {
  readonly limit?: number;
  readonly cursor?: string;
}

/**
 * What comes over the event stream. `cursor` is the ledger version to resume
 * from.
 * @public
 */
export type StreamEvent =
  | { readonly kind: 'ready'; readonly cursor: number }
  | { readonly kind: 'news'; readonly cursor: number; readonly news: RunNews };

/**
 * What the pages ask of the backend. Failed requests reject with the
 * `ResponseError` of `@backstage/errors`.
 * @public
 */
export interface TemporalApi {
  /** The actions on one entity, each with a decision for who is signed in. */
  listActions(entityRef: string): Promise<OfferedActions>;
  /** Starts a run; the same `requestKey` sent again is the same run. */
  startRun(request: StartRunRequest): Promise<Run>;
  /** One page of runs. */
  listRuns(request: RunListRequest): Promise<RunPage>;
  /** How the latest finished runs of each action went. */
  getRunFigures(filters: RunFilters): Promise<RunFigures>;
  /**
   * All matching runs as a file, newest first. Reading the stream rejects if it
   * ends before the file does, or with the signal.
   */
  exportRuns(
    request: RunFilters & { readonly format: RunFormat },
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>>;
  /** Everything about one run. */
  getRun(runId: string): Promise<RunDetail>;
  /** All that a run was given and gave back, however large. */
  getPayloads(runId: string): Promise<RunPayloads>;
  /** Stops a run in the person's name; the reason is shown and recorded. */
  stopRun(runId: string, verb: StopVerb, reason: string): Promise<Run>;
  /**
   * Has a run that ended without success go on; a conflict has the run as it is
   * in `error.run`.
   */
  retryRun(runId: string, request: RetryRunRequest): Promise<Run>;
  /** Pauses a run or lets it go on, in the person's name. */
  pauseRun(runId: string, verb: PauseVerb, reason: string): Promise<Run>;
  /**
   * Answers what a run asks. Resolves to the question as it is then; a conflict
   * has it in `error.question`. The same answer sent again counts once.
   */
  answerQuestion(
    question: { readonly runId: string; readonly key: string },
    request: AnswerQuestionRequest,
  ): Promise<RunQuestion>;
  /** Withdraws the person's own request for a run that waits for approval. */
  withdrawRun(runId: string, reason: string): Promise<Run>;
  /** One page of the questions that the person may answer, asked or decided. */
  listQuestions(request: ListQuestionsRequest): Promise<QuestionPage>;
  /**
   * Opens one event stream; it ends with the signal or the credential. Yields
   * what arrived together; nothing at all is a heartbeat.
   */
  readEvents(
    request: FollowRunsRequest,
    signal: AbortSignal,
  ): AsyncIterable<readonly StreamEvent[]>;
  /** One page of the audit, newest first. Each call is itself recorded. */
  readAudit(request: ReadAuditRequest): Promise<AuditPage>;
  /**
   * All matching records as a file, oldest first. Reading the stream rejects if
   * it ends before the file does, or with the signal.
   */
  exportAudit(
    request: ExportAuditRequest,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>>;
}

/** @public */
export const temporalApiRef = createApiRef<TemporalApi>().with({
  id: 'plugin.temporal.client',
  pluginId: 'temporal',
});
