import type { temporal } from '@temporalio/proto';
import type { TimelineItem } from 'backstage-plugin-temporal-common';
import { executionEnd } from './executionEnd';
import { begins, moves, summaryOf, timeOf } from './timelineEvents';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** A page can't show more steps than this; the latest are shown. */
export const SHOWN_STEPS = 500;

/** The steps of a run, drawn from the events of its history. */
export class RunTimeline {
  readonly #items = new Map<string, TimelineItem>();
  /** The execution that was told to stop. */
  #stopped: string | undefined;

  /** One more than is shown, if there are more, to tell that it was cut. */
  get items(): readonly TimelineItem[] {
    return [...this.#items.values()].slice(-(SHOWN_STEPS + 1));
  }

  /**
   * Takes in one event.
   * @param execution - Temporal's run id, because ids repeat in the next
   *   execution of a chain
   * @returns whether the timeline changed
   */
  apply(execution: string, event: HistoryEvent): boolean {
    const key = (eventId: unknown) => `${execution}/${eventId}`;
    if (event.workflowExecutionCancelRequestedEventAttributes) {
      this.#stopped = execution;
      return false;
    }
    const end = executionEnd(event);
    if (end) return this.#cutOff(execution, end.closedAt.toISOString());
    const begun = begins(event);
    if (begun) {
      this.#items.set(key(event.eventId), {
        ...begun,
        id: `${execution}/${begun.id}`,
        summary: summaryOf(event),
        // A timer waits for its time, not for a worker.
        status: begun.kind === 'timer' ? 'running' : 'scheduled',
        scheduledAt: timeOf(event),
        attempt: 1,
        ...(this.#stopped === execution ? { afterStop: true } : {}),
      });
      return true;
    }
    const moved = moves(event);
    const item = moved && this.#items.get(key(moved.of));
    if (!moved || !item) return false;
    this.#items.set(key(moved.of), { ...item, ...moved.change });
    return true;
  }

  /** What had not ended when the execution did never will. */
  #cutOff(execution: string, endedAt: string): boolean {
    const open = [...this.#items].filter(
      ([key, item]) =>
        key.startsWith(`${execution}/`) &&
        item.endedAt === undefined &&
        // A child may be told to outlive its parent.
        item.kind !== 'child',
    );
    for (const [key, item] of open) {
      const { attemptEndedAt: _, nextAttemptAt: __, ...known } = item;
      this.#items.set(key, { ...known, status: 'cancelled', endedAt });
    }
    return open.length > 0;
  }
}
