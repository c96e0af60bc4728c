import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { figure } from './figures.ts';
import type { Place } from './place.ts';
import { median } from './statistics.ts';

const WARM_UP = 10;
const RUNS = 60;
const REST_MS = 200;

/**
 * What admission adds to a run's way to its first activity: the same workflow on
 * a worker that has it admitted, and on one of Temporal's own, by the clock of
 * the Temporal server.
 */
export async function measureAdmission(place: Place): Promise<void> {
  const admitted = async () => {
    const action = 'action:default/first-activity';
    const { status, body } = await place.start({ action });
    if (status !== 201) throw new Error(`A start was answered with ${status}`);
    return (body as { id: string }).id;
  };
  const bare = async () => {
    const workflowId = randomUUID();
    await place.eye.client.workflow.start('firstActivity', {
      workflowId,
      taskQueue: 'bare',
      args: [{ label: 'x' }],
    });
    return workflowId;
  };
  await place.ada.page.goto('about:blank');
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < WARM_UP + RUNS; i += 1) {
    for (const [which, start] of [admitted, bare].entries()) {
      // The server is still writing about the workflow before.
      await sleep(REST_MS);
      const ms = await msToFirstActivity(place, await start());
      if (i >= WARM_UP) times[which].push(ms);
    }
  }
  const [withIt, without] = times.map(median);
  figure('ms that admission adds to a run’s first activity', withIt - without);
  figure('  to the first activity, admitted ÷ bare', withIt / without);
  figure('  admitted, ms', withIt);
  figure('  bare, ms', without);
}

async function msToFirstActivity(place: Place, workflowId: string) {
  const handle = place.eye.client.workflow.getHandle(workflowId);
  await handle.result();
  const { events } = await handle.fetchHistory();
  const at = (what: string) => {
    const event = events?.find(one => what in one && one[what as never]);
    const { seconds, nanos } = event?.eventTime ?? {};
    return Number(seconds) * 1000 + Number(nanos) / 1e6;
  };
  return (
    at('activityTaskStartedEventAttributes') -
    at('workflowExecutionStartedEventAttributes')
  );
}
