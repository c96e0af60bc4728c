import type {
  AdmissionRequest,
  AnswerQuestionRequest,
  AuditPage,
  AuditRecord,
  AuthorizationRequest,
  CloseQuestionRequest,
  Decision,
  ExportAuditRequest,
  ExportRunsRequest,
  FollowRunsRequest,
  ListQuestionsRequest,
  ListRunsRequest,
  OfferedActions,
  OpenedQuestion,
  PauseRunRequest,
  PauseVerb,
  QuestionPage,
  ReadAuditRequest,
  RetryRunRequest,
  Run,
  RunDetail,
  RunPayloads,
  RunFigures,
  RunFilters,
  RunPage,
  RunQuestion,
  StartRunRequest,
  StopRunRequest,
  StopVerb,
  WorkerToken,
  WorkerTokenRequest,
  WithdrawRunRequest,
} from 'backstage-plugin-temporal-common';
import type { Payload } from '@temporalio/common';
import type { Caller } from '../identity/Caller';
import type { OpenQuestion } from '../questions/QuestionOpener';
import type { ExportedRun } from './ExportedRun';
import type { Followed } from './RunFollower';
import type { SendRecords } from './SendRecords';

/** How a run is to be stopped, and why. */
export type StopRequest = StopRunRequest & { readonly verb: StopVerb };

/** Whether a run is to be paused or to go on, and why. */
export type PauseRequest = PauseRunRequest & { readonly verb: PauseVerb };

/**
 * The one room behind every door. Every method decides for the caller, records
 * what it must, and throws NotAllowedError with a reason when the answer is no.
 */
export interface RunService {
  /** What can be done to an entity, with a decision for each. */
  offer(entityRef: string, caller: Caller): Promise<OfferedActions>;

  /**
   * Starts a run, or answers with the one that the same request started.
   * @throws InputError, ConflictError, NotFoundError, ServiceUnavailableError
   */
  start(
    request: StartRunRequest,
    caller: Caller,
  ): Promise<{ readonly run: Run; readonly created: boolean }>;

  /** A page of the runs that the caller may see, newest first. */
  list(request: ListRunsRequest, caller: Caller): Promise<RunPage>;

  /** How the latest of those runs went, by action. */
  figures(filters: RunFilters, caller: Caller): Promise<RunFigures>;

  /**
   * Sends all of those runs, newest first; nothing if the answer is no.
   * @throws what `send` throws
   */
  exportRuns(
    request: ExportRunsRequest,
    caller: Caller,
    send: SendRecords<ExportedRun>,
  ): Promise<void>;

  /** A run's own page, without what is large of what went in and came out. */
  read(runId: string, caller: Caller): Promise<RunDetail>;

  /** All that went in and came out. */
  payloads(runId: string, caller: Caller): Promise<RunPayloads>;

  /**
   * What workers sealed of runs with secrets, opened for a person who may see
   * what came out of the run; the rest comes back as it was.
   */
  decode(
    payloads: readonly Payload[],
    caller: Caller,
  ): Promise<readonly Payload[]>;

  /**
   * Stops a run, in the caller's name.
   * @throws ConflictError if it is over, ServiceUnavailableError
   */
  stop(runId: string, request: StopRequest, caller: Caller): Promise<Run>;

  /**
   * Pauses a run or lets it go on, in the caller's name.
   * @throws ConflictError if it is over or so already, ServiceUnavailableError
   */
  pause(runId: string, request: PauseRequest, caller: Caller): Promise<Run>;

  /**
   * Has a run that ended without success go on, in the caller's name.
   * @throws ConflictError with `run` if it is in another attempt or does not go
   *   on; ServiceUnavailableError that says whether it may go on
   */
  retry(runId: string, request: RetryRunRequest, caller: Caller): Promise<Run>;

  /**
   * Tells of changes until the signal aborts, the caller's credential ends, or
   * they may no longer see what they follow.
   * @throws NotAllowedError, NotFoundError before the first item
   */
  follow(
    request: FollowRunsRequest,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Followed>>;

  /** Admits a workflow as the run its statement is about. */
  admit(request: AdmissionRequest, caller: Caller): Promise<void>;

  /** Whether the initiator of a running run may still do a step of it. */
  authorize(request: AuthorizationRequest, caller: Caller): Promise<Decision>;

  /**
   * Gives out a token with which a worker reaches Temporal.
   * @throws InputError if there is none for that worker in that cluster
   */
  issueToken(request: WorkerTokenRequest, caller: Caller): Promise<WorkerToken>;

  /**
   * Opens what a run asks, as often as it likes.
   * @throws ConflictError, after which the run must not ask again
   */
  openQuestion(request: OpenQuestion, caller: Caller): Promise<OpenedQuestion>;

  /** Takes note of how a question ended. */
  closeQuestion(request: CloseQuestionRequest, caller: Caller): Promise<void>;

  /**
   * Answers what a run asks, in the caller's name.
   * @returns the question as it is then
   * @throws ConflictError with `question` if it is closed or was answered by the
   *   caller; ServiceUnavailableError that says whether it may have counted
   */
  answer(
    runId: string,
    request: AnswerQuestionRequest & { readonly key: string },
    caller: Caller,
  ): Promise<RunQuestion>;

  /**
   * Takes back the request for a run that waits for its approval.
   * @throws like {@link RunService.answer}
   */
  withdraw(
    runId: string,
    request: WithdrawRunRequest,
    caller: Caller,
  ): Promise<Run>;

  listQuestions(
    request: ListQuestionsRequest,
    caller: Caller,
  ): Promise<QuestionPage>;

  /** A page of the audit, newest first. */
  readAudit(request: ReadAuditRequest, caller: Caller): Promise<AuditPage>;

  /**
   * Sends all records, oldest first; nothing if the answer is no.
   * @throws what `send` throws
   */
  exportAudit(
    request: ExportAuditRequest,
    caller: Caller,
    send: SendRecords<AuditRecord>,
  ): Promise<void>;
}
