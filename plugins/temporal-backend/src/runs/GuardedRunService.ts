import {
  type AdmissionRequest,
  type AnswerQuestionRequest,
  type AuditPage,
  type AuditRecord,
  type AuthorizationRequest,
  type CloseQuestionRequest,
  type Decision,
  type ExportAuditRequest,
  type ExportRunsRequest,
  type FollowRunsRequest,
  type ListQuestionsRequest,
  type ListRunsRequest,
  type OfferedActions,
  type OpenedQuestion,
  type QuestionPage,
  type ReadAuditRequest,
  type RetryRunRequest,
  type Run,
  type RunDetail,
  type RunPayloads,
  type RunFigures,
  type RunFilters,
  type RunPage,
  type RunQuestion,
  type StartRunRequest,
  type WithdrawRunRequest,
  type WorkerToken,
  type WorkerTokenRequest,
} from 'backstage-plugin-temporal-common';
import type { Payload } from '@temporalio/common';
import type { Caller } from '../identity/Caller';
import { AuditGuard } from './AuditGuard';
import { CodecGuard } from './CodecGuard';
import type { OpenQuestion } from '../questions/QuestionOpener';
import { DetailGuard } from './DetailGuard';
import type { ExportedRun } from './ExportedRun';
import { FollowGuard } from './FollowGuard';
import type { House } from './House';
import type { Followed } from './RunFollower';
import { ListGuard } from './ListGuard';
import { OfferGuard } from './OfferGuard';
import { QuestionGuard } from './QuestionGuard';
import { RunSight } from './RunSight';
import type { PauseRequest, RunService, StopRequest } from './RunService';
import type { SendRecords } from './SendRecords';
import { StartGuard } from './StartGuard';
import { SteeringGuard } from './SteeringGuard';
import { WorkerGuard } from './WorkerGuard';

/** The guard: decides, records, passes on. */
export class GuardedRunService implements RunService {
  readonly #following: FollowGuard;
  readonly #workers: WorkerGuard;
  readonly #auditing: AuditGuard;
  readonly #offering: OfferGuard;
  readonly #asking: QuestionGuard;
  readonly #codec: CodecGuard;
  readonly #details: DetailGuard;
  readonly #listing: ListGuard;
  readonly #starting: StartGuard;
  readonly #steering: SteeringGuard;

  constructor(house: House) {
    const sight = new RunSight(house);
    const asking = new QuestionGuard(house, sight);
    const steering = new SteeringGuard(house, sight);
    this.#following = new FollowGuard(house, sight);
    this.#workers = new WorkerGuard(house);
    this.#auditing = new AuditGuard(house);
    this.#offering = new OfferGuard(house, sight);
    this.#asking = asking;
    this.#starting = new StartGuard(house);
    this.#steering = steering;
    this.#details = new DetailGuard(house, { sight, asking, steering });
    this.#codec = new CodecGuard(house, this.#details);
    this.#listing = new ListGuard(house, sight);
  }

  offer(entityRef: string, caller: Caller): Promise<OfferedActions> {
    return this.#offering.offer(entityRef, caller);
  }

  start(request: StartRunRequest, caller: Caller) {
    return this.#starting.start(request, caller);
  }

  list(request: ListRunsRequest, caller: Caller): Promise<RunPage> {
    return this.#listing.list(request, caller);
  }

  figures(filters: RunFilters, caller: Caller): Promise<RunFigures> {
    return this.#listing.figures(filters, caller);
  }

  exportRuns(
    request: ExportRunsRequest,
    caller: Caller,
    send: SendRecords<ExportedRun>,
  ): Promise<void> {
    return this.#listing.export(request, caller, send);
  }

  read(runId: string, caller: Caller): Promise<RunDetail> {
    return this.#details.read(runId, caller);
  }

  payloads(runId: string, caller: Caller): Promise<RunPayloads> {
    return this.#details.payloads(runId, caller);
  }

  decode(payloads: readonly Payload[], caller: Caller) {
    return this.#codec.decode(payloads, caller);
  }

  stop(runId: string, request: StopRequest, caller: Caller): Promise<Run> {
    return this.#steering.stop(runId, request, caller);
  }

  pause(runId: string, request: PauseRequest, caller: Caller): Promise<Run> {
    return this.#steering.pause(runId, request, caller);
  }

  retry(runId: string, request: RetryRunRequest, caller: Caller): Promise<Run> {
    return this.#steering.retry(runId, request, caller);
  }

  follow(
    request: FollowRunsRequest,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Followed>> {
    return this.#following.follow(request, caller, signal);
  }

  admit(request: AdmissionRequest, caller: Caller): Promise<void> {
    return this.#workers.admit(request, caller);
  }

  authorize(request: AuthorizationRequest, caller: Caller): Promise<Decision> {
    return this.#workers.authorize(request, caller);
  }

  issueToken(
    request: WorkerTokenRequest,
    caller: Caller,
  ): Promise<WorkerToken> {
    return this.#workers.issueToken(request, caller);
  }

  readAudit(request: ReadAuditRequest, caller: Caller): Promise<AuditPage> {
    return this.#auditing.read(request, caller);
  }

  exportAudit(
    request: ExportAuditRequest,
    caller: Caller,
    send: SendRecords<AuditRecord>,
  ): Promise<void> {
    return this.#auditing.export(request, caller, send);
  }

  openQuestion(request: OpenQuestion, caller: Caller): Promise<OpenedQuestion> {
    return this.#asking.open(request, caller);
  }

  closeQuestion(request: CloseQuestionRequest, caller: Caller): Promise<void> {
    return this.#asking.close(request, caller);
  }

  answer(
    runId: string,
    request: AnswerQuestionRequest & { readonly key: string },
    caller: Caller,
  ): Promise<RunQuestion> {
    return this.#asking.answer(runId, request, caller);
  }

  withdraw(
    runId: string,
    request: WithdrawRunRequest,
    caller: Caller,
  ): Promise<Run> {
    return this.#asking.withdraw(runId, request, caller);
  }

  listQuestions(
    request: ListQuestionsRequest,
    caller: Caller,
  ): Promise<QuestionPage> {
    return this.#asking.list(request, caller);
  }
}
