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
import { historyPage, type HistoryEvent } from './historyPage';
import type { LiveRun } from './LiveRun';
import { withPending } from './pendingActivities';
import type { Unpolled } from './pollers';
import { principalOf, type Principal } from './principalOf';
import type { RunPlace } from './RunPlace';
import { RunTimeline } from './RunTimeline';
import { runStatusOf, statusName } from './statuses';
import type { TemporalConnection } from './TemporalConnection';

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
  #principal: Principal | undefined;
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
      await this.#takePage();
    } while ((this.#token || this.#behind) && !this.#end);
    if (!this.#end) await this.describe();
    return this.snapshot();
  }

  /** Waits until Temporal has something new, or answers that it has not. */
  async wait(signal: AbortSignal): Promise<LiveRun> {
    const changed = await this.#takePage(signal);
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
    const seen = {
      temporalRunId: this.#execution,
      principal: this.#principal,
      timeline,
    };
    if (this.#end) {
      const outcome = { ...this.#end, timeline };
      return { ...seen, status: outcome.status, outcome };
    }
    const unpolled = this.#unpolled;
    return {
      ...seen,
      status: openStatus(this.#described, unpolled !== undefined),
      progress: pending.find(one => one.progress)?.progress,
      unpolled,
    };
  }

  async #takePage(signal?: AbortSignal) {
    this.#behind = false;
    const page = await historyPage(this.#temporal, this.#run, {
      execution: this.#execution,
      token: this.#token,
      signal,
    }).catch(error => this.#goOnFromLatest(error));
    const events = page?.history?.events ?? [];
    let end: ExecutionEnd | undefined;
    for (const event of events) {
      this.#timeline.apply(this.#execution ?? '', event);
      this.#takeBeginning(event);
      end = executionEnd(event) ?? end;
      this.#event = String(event.eventId);
    }
    this.#token = page?.nextPageToken?.length ? page.nextPageToken : undefined;
    if (end) await this.#endOrGoOn(end);
    return events.length > 0;
  }

  #takeBeginning(event: HistoryEvent): void {
    const began = event.workflowExecutionStartedEventAttributes;
    if (!began) return;
    this.#inGate = isGate(this.#run, began.workflowType);
    // Later executions are started by a worker, whoever began the chain.
    const isFirst = this.#execution === this.#run.firstExecutionRunId;
    const tells = isFirst && this.#temporal.namesCallers;
    if (tells) this.#principal = principalOf(event);
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
