import { randomUUID } from 'node:crypto';
import { figure } from './figures.ts';
import { TASK_QUEUE, WORKFLOW, type Place } from './place.ts';
import { median, throughputOf, timesOf } from './statistics.ts';

const WARM_UP = 30;
const REPETITIONS = 150;
const CALLERS = 32;
const BURST = 400;

/** What a start costs, beside Temporal's own. */
export async function measureStarting(place: Place): Promise<void> {
  const bare = () =>
    place.eye.client.workflow.start(WORKFLOW, {
      workflowId: randomUUID(),
      taskQueue: TASK_QUEUE,
      args: [{ label: 'x' }],
    });
  const post = async () => {
    const { status } = await place.start();
    if (status !== 201) throw new Error(`A start was answered with ${status}`);
  };
  // Nobody looks, so that no run started here is followed.
  await place.ada.page.goto('about:blank');
  await timesOf(WARM_UP, bare);
  await timesOf(WARM_UP, post);
  const bareMs = median(await timesOf(REPETITIONS, bare));
  const postMs = median(await timesOf(REPETITIONS, post));
  figure('median POST /runs ÷ bare workflow start', postMs / bareMs, {
    atMost: 2,
  });
  figure('  bare workflow start, ms', bareMs);
  figure('  POST /runs, ms', postMs);
  await measureParts(place, postMs);

  const bareRate = await throughputOf(CALLERS, BURST, bare);
  const postRate = await throughputOf(CALLERS, BURST, post);
  figure(
    `starts a second, POST /runs ÷ bare, ${CALLERS} callers`,
    postRate / bareRate,
    { atLeast: 0.5 },
  );
  figure('  bare workflow starts a second', bareRate);
  figure('  POST /runs a second', postRate);
}

/**
 * Where the time goes, told by requests that end one step later each: refused
 * for their shape, because the action does not apply, for their input; answered
 * from the ledger; started.
 */
async function measureParts(place: Place, postMs: number): Promise<void> {
  const known = { requestKey: randomUUID() };
  await place.start(known);
  const steps = [
    ['HTTP and auth', { entityRef: 'not a ref' }, 400],
    ['catalog', { entityRef: 'component:default/money' }, 400],
    ['policy', { input: { label: 7 } }, 400],
    ['ledger and statement', known, 200],
  ] as const;
  let before = 0;
  for (const [name, rest, expected] of steps) {
    const times = await timesOf(REPETITIONS, async () => {
      const { status } = await place.start(rest);
      if (status !== expected) throw new Error(`${name}: got ${status}`);
    });
    const ms = median(times);
    figure(`  of which ${name}, ms`, ms - before);
    before = ms;
  }
  figure(
    '  of which Temporal and writing that it started, ms',
    postMs - before,
  );
}
