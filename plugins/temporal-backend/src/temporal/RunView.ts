import { temporal } from '@temporalio/proto';
import { isFinished, type RunStatus } from 'backstage-plugin-temporal-common';
import type { LedgerRun } from '../runs/RunLedger';
import {
  describeRun,
  isOfChain,
  latestOfChain,
  type Description,
} from './describeRun';
import { isNotFound } from './errors';
import { executionEnd, type ExecutionEnd } from './executionEnd';
import { gateEnd, isGate, queueOf } from './gate';
import type { LiveRun } from './LiveRun';
import { PollerLook } from './pollers';
import {
  readPending,
  withPending,
  type PendingActivity,
} from './pendingActivities';
import { RunTimeline } from './RunTimeline';
import { runStatusOf, statusName } from './statuses';
import type { TemporalConnection } from './TemporalConnection';

const { PENDING_WORKFLOW_TASK_STATE_SCHEDULED } =
  temporal.api.enums.v1.PendingWorkflowTaskState;

/** One run seen through its history and description, as far as read. */
export class RunView {
  readonly #temporal: TemporalConnection;
  readonly #run: LedgerRun;
  readonly #timeline = new RunTimeline();
  #execution: string | undefined;
  #token: Uint8Array | undefined;
  #behind = false;
  #pending: readonly PendingActivity[] = [];
  #status: RunStatus = 'running';
  #waitsForWorker = false;
  readonly #pollers: PollerLook;
  #inGate = false;
  #stopping = false;
  #end: ExecutionEnd | undefined;

  constructor(connection: TemporalConnection, run: LedgerRun) {
    this.#temporal = connection;
    this.#run = run;
    this.#pollers = new PollerLook(connection);
    this.#execution = run.firstExecutionRunId;
  }

  /** Reads all there is now, without waiting. */
  async read(): Promise<LiveRun> {
    do {
      await this.#takePage(false);
    } while ((this.#token || this.#behind) && !this.#end);
    if (!this.#end) await this.describe();
    return this.snapshot();
  }

  /** Waits until Temporal has something new, or answers that it has not. */
  async wait(signal: AbortSignal): Promise<LiveRun> {
    const changed = await this.#takePage(true, signal);
    if (changed && !this.#end) await this.describe();
    return this.snapshot();
  }

  /** Asks how the chain is going now; reads its history only if it is over. */
  async glance(): Promise<LiveRun> {
    const latest = await describeRun(this.#temporal, this.#run);
    const info = latest.workflowExecutionInfo;
    const running = !isFinished(runStatusOf[statusName(info?.status)]);
    if (!running || !isOfChain(this.#run, latest)) return this.read();
    this.#execution = info?.execution?.runId ?? this.#execution;
    await this.#takeDescription(latest);
    return this.snapshot();
  }

  /** Asks for what is in no history yet: attempts, heartbeats, pollers. */
  async describe(): Promise<void> {
    await this.#takeDescription(
      await describeRun(this.#temporal, this.#run, this.#execution),
    );
  }

  async #takeDescription(description: Description): Promise<void> {
    const info = description.workflowExecutionInfo;
    const extended = description.workflowExtendedInfo;
    this.#status = runStatusOf[statusName(info?.status)];
    this.#stopping = extended?.cancelRequested ?? false;
    const execution = info?.execution?.runId ?? '';
    this.#pending = (description.pendingActivities ?? []).map(pending =>
      readPending(execution, pending),
    );
    const task = description.pendingWorkflowTask;
    this.#waitsForWorker =
      task?.state === PENDING_WORKFLOW_TASK_STATE_SCHEDULED ||
      this.#pending.some(activity => activity.status === 'scheduled');
    this.#inGate = isGate(this.#run, info?.type);
    if (!this.#needsWorker) return;
    await this.#pollers.look(queueOf(this.#run, this.#inGate));
  }

  /** An answer, too, is heard by nobody while no worker is there. */
  get #needsWorker(): boolean {
    const asks = this.#run.status === 'waiting-for-answer';
    return this.#waitsForWorker || this.#inGate || asks;
  }

  /** Whether there is anything that only {@link RunView.describe} can tell. */
  get moving(): boolean {
    return !this.#end && (this.#pending.length > 0 || this.#needsWorker);
  }

  snapshot(): LiveRun {
    const timeline = withPending(this.#timeline.items, this.#pending);
    const temporalRunId = this.#execution;
    if (this.#end) {
      const outcome = { ...this.#end, timeline };
      return { status: outcome.status, temporalRunId, timeline, outcome };
    }
    const progress = this.#pending.find(one => one.progress)?.progress;
    return { status: this.#openStatus(), progress, temporalRunId, timeline };
  }

  #openStatus(): RunStatus {
    if (this.#stopping) return 'stopping';
    // An execution that is over is no end before its chain is known to be.
    if (isFinished(this.#status)) return 'running';
    if (this.#status !== 'running') return this.#status;
    if (this.#needsWorker && !this.#pollers.found) return 'queued';
    const retries = this.#pending.some(one => one.status === 'retrying');
    return retries ? 'retrying' : 'running';
  }

  async #takePage(waitNewEvent: boolean, signal?: AbortSignal) {
    this.#behind = false;
    const page = await this.#askPage(waitNewEvent, signal).catch(error =>
      this.#goOnFromLatest(error),
    );
    const events = page?.history?.events ?? [];
    let end: ExecutionEnd | undefined;
    for (const event of events) {
      this.#timeline.apply(this.#execution ?? '', event);
      const began = event.workflowExecutionStartedEventAttributes;
      if (began) this.#inGate = isGate(this.#run, began.workflowType);
      end = executionEnd(event) ?? end;
    }
    this.#token = page?.nextPageToken?.length ? page.nextPageToken : undefined;
    if (end) await this.#endOrGoOn(end);
    return events.length > 0;
  }

  #askPage(waitNewEvent: boolean, signal?: AbortSignal) {
    const request = {
      namespace: this.#run.namespace,
      execution: { workflowId: this.#run.id, runId: this.#execution },
      nextPageToken: this.#token,
      waitNewEvent,
    };
    const ask = () =>
      this.#temporal.workflowService.getWorkflowExecutionHistory(request);
    return signal ? this.#temporal.wait(ask, signal) : this.#temporal.call(ask);
  }

  /** Retention forgets the first executions of a chain that is still going. */
  async #goOnFromLatest(error: unknown): Promise<undefined> {
    if (!isNotFound(error)) throw error;
    const latest = await latestOfChain(this.#temporal, this.#run);
    if (!latest || latest === this.#execution) throw error;
    this.#goOnIn(latest);
  }

  /**
   * Only the end of the chain is an end: a reset, a workflow retry and
   * continue-as-new go on in another execution with the same first one.
   */
  async #endOrGoOn({ next, ...end }: ExecutionEnd): Promise<void> {
    const latest = await latestOfChain(this.#temporal, this.#run);
    // When the id was taken by something else, the chain itself knows its way.
    const following = latest ?? next;
    this.#pending = [];
    if (following && following !== this.#execution) this.#goOnIn(following);
    else this.#end = this.#inGate ? gateEnd(end) : end;
  }

  #goOnIn(execution: string): void {
    this.#execution = execution;
    this.#token = undefined;
    this.#behind = true;
  }
}
