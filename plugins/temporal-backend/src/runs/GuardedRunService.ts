import {
  initiatorRef,
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
} from 'backstage-plugin-temporal-common';
import { decided } from '../policy/decided';
import type { Note } from '../audit/Attempt';
import type { Caller } from '../identity/Caller';
import { AuditGuard } from './AuditGuard';
import type { OpenQuestion } from '../questions/QuestionOpener';
import { Turns } from '../questions/Turns';
import { DetailGuard } from './DetailGuard';
import type { ExportedRun } from './ExportedRun';
import { FollowGuard } from './FollowGuard';
import { presentRun } from './presentRun';
import type { House } from './House';
import type { Followed } from './RunFollower';
import { ListGuard } from './ListGuard';
import { OfferGuard } from './OfferGuard';
import { QuestionGuard } from './QuestionGuard';
import { RunSight } from './RunSight';
import type { PauseRequest, RunService, StopRequest } from './RunService';
import type { SendRecords } from './SendRecords';
import { SteeringGuard } from './SteeringGuard';
import { WorkerGuard } from './WorkerGuard';

/**
 * Of one caller's starts. To decide takes several questions to the catalog and
 * the permission framework; a burst must leave others their turn.
 */
const DECIDED_AT_ONCE = 4;

/** The guard: decides, records, passes on. */
export class GuardedRunService implements RunService {
  readonly #house: House;
  readonly #sight: RunSight;
  readonly #deciding = new Turns(DECIDED_AT_ONCE);
  readonly #following: FollowGuard;
  readonly #workers: WorkerGuard;
  readonly #auditing: AuditGuard;
  readonly #offering: OfferGuard;
  readonly #asking: QuestionGuard;
  readonly #details: DetailGuard;
  readonly #listing: ListGuard;
  readonly #steering: SteeringGuard;

  constructor(house: House) {
    this.#house = house;
    this.#sight = new RunSight(house);
    this.#following = new FollowGuard(house, this.#sight);
    this.#workers = new WorkerGuard(house);
    this.#auditing = new AuditGuard(house);
    this.#offering = new OfferGuard(house, this.#sight);
    this.#asking = new QuestionGuard(house, this.#sight);
    this.#steering = new SteeringGuard(house, this.#sight);
    this.#details = new DetailGuard(house, {
      sight: this.#sight,
      asking: this.#asking,
      steering: this.#steering,
    });
    this.#listing = new ListGuard(house, this.#sight);
  }

  offer(entityRef: string, caller: Caller): Promise<OfferedActions> {
    return this.#offering.offer(entityRef, caller);
  }

  async start(request: StartRunRequest, caller: Caller) {
    const { audit, limit, starter } = this.#house;
    const meta = { action: request.action, target: request.entityRef };
    return audit.record({ event: 'run-start', caller, meta }, async note => {
      await limit.take(caller.initiator);
      const draft = await this.#deciding.take(
        initiatorRef(caller.initiator),
        () => this.#decide(request, caller, note),
      );
      const { approval, inputDigest, reason } = draft;
      note.add({ inputDigest, reason, approval: approval?.required });
      const { run, created } = await starter.start(draft);
      note.add({ run: run.id, repeated: !created });
      return { run: presentRun(run, true), created };
    });
  }

  async #decide(request: StartRunRequest, caller: Caller, note: Note) {
    const { planner, policy } = this.#house;
    const [plan, who] = await Promise.all([
      planner.plan(request, caller),
      decided(policy.identify(caller)),
    ]);
    const { action, target } = plan;
    const [decision] = await decided(policy.mayStart(who, target, [action]));
    note.allow(decision);
    return planner.draft(plan, request, caller);
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
