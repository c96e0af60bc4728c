import type { WorkflowHandle } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils';

type EventId = NonNullable<History['events']>[number]['eventId'];

/**
 * Waits until a workflow has done its first, or a later, workflow task; after the
 * first it is admitted.
 * @returns the id of the event that tells of it
 */
export async function endOfTask(
  task: 'first' | 'second',
  workflow: WorkflowHandle,
): Promise<EventId> {
  for (;;) {
    const { events } = await workflow.fetchHistory();
    const ends = (events ?? []).filter(
      event => event.workflowTaskCompletedEventAttributes,
    );
    const end = ends.at(task === 'first' ? 0 : 1);
    if (end) {
      return end.eventId;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
