import { isFinished, type RunStatus } from 'backstage-plugin-temporal-common';
import { beganIn } from '../runs/RunAttempt';
import type { LedgerRun } from '../runs/RunLedger';
import {
  openStatus,
  readDescription,
  undescribed,
  waitsForWorker,
} from './Described';
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
import { withPending } from './pendingActivities';
import type { Unpolled } from './pollers';
import { RunTimeline } from './RunTimeline';
import { runStatusOf, statusName } from './statuses';
import type { TemporalConnection } from './TemporalConnection';

/** How far the history of which execution is read, and who works on it. */
export interface RunPlace {
  readonly execution: string;
  readonly event: string;
  readonly queue: string;
}

/** One run seen through its history and description, as far as read. */
export class RunView {
  readonly #temporal: TemporalConnection;
  readonly #run: LedgerRun;
  readonly #timeline = new RunTimeline();
  #execution: string | undefined;
  #event: string | undefined;
  #token: Uint8Array | undefined;
  #behind = false;
  #described = undescribed;
  #unpolled: Unpolled | undefined;
  #asks: boolean;
  #inGate = false;
  #end: ExecutionEnd | undefined;

  constructor(connection: TemporalConnection, run: LedgerRun) {
    this.#temporal = connection;
    this.#run = run;
    this.#execution = beganIn(run);
    // One that is queued may have been asking when its worker went away.
    this.#asks = ['waiting-for-answer', 'queued'].includes(run.status);
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
    this.#described = readDescription(description);
    const type = description.workflowExecutionInfo?.type;
    this.#inGate = isGate(this.#run, type);
    const queue = queueOf(this.#run, this.#inGate);
    const { untakenSince } = this.#described;
    this.#unpolled = this.#needsWorker
      ? await this.#temporal.pollers.unpolled(queue, untakenSince)
      : undefined;
  }

  /** An answer, too, is heard by nobody while no worker is there. */
  get #needsWorker(): boolean {
    return waitsForWorker(this.#described) || this.#inGate || this.#asks;
  }

  /** Takes in what the ledger, which knows of questions, makes of the run. */
  noteStatus(status: RunStatus): void {
    if (status !== 'queued') this.#asks = status === 'waiting-for-answer';
  }

  /** Where a workflow could be asked something; nowhere in a gate. */
  get place(): RunPlace | undefined {
    const [execution, event] = [this.#execution, this.#event];
    const asks = execution && event && !this.#end && !this.#inGate;
    return asks ? { execution, event, queue: this.#run.taskQueue } : undefined;
  }

  /** Whether there is anything that only {@link RunView.describe} can tell. */
  get moving(): boolean {
    const { pending } = this.#described;
    return !this.#end && (pending.length > 0 || this.#needsWorker);
  }

  snapshot(): LiveRun {
    const { pending } = this.#described;
    const timeline = withPending(this.#timeline.items, pending);
    const temporalRunId = this.#execution;
    if (this.#end) {
      const outcome = { ...this.#end, timeline };
      return { status: outcome.status, temporalRunId, timeline, outcome };
    }
    const unpolled = this.#unpolled;
    return {
      status: openStatus(this.#described, unpolled !== undefined),
      progress: pending.find(one => one.progress)?.progress,
      temporalRunId,
      timeline,
      unpolled,
    };
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
      this.#event = String(event.eventId);
    }
    this.#token = page?.nextPageToken?.length ? page.nextPageToken : undefined;
    if (end) await this.#endOrGoOn(end);
    return events.length > 0;
  }

  #askPage(waitNewEvent: boolean, signal?: AbortSignal) {
    const request = {
      namespace: this.#run.namespace,
      execution: { workflowId: this.#run.workflowId, runId: this.#execution },
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
    this.#described = { ...this.#described, pending: [] };
    if (following && following !== this.#execution) this.#goOnIn(following);
    else this.#end = this.#inGate ? gateEnd(end) : end;
  }

  #goOnIn(execution: string): void {
    this.#execution = execution;
    this.#token = undefined;
    this.#behind = true;
  }
}
