import { Context } from '@temporalio/activity';
import {
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
} from '@temporalio/worker';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { figure } from './figures.ts';
import { OpenStreams } from './OpenStreams.ts';
import { TASK_QUEUE, type Place } from './place.ts';
import { requestsServed } from './temporalMetrics.ts';

const MANY = 1_000;
const WARM_UP_MS = 3_000;
const MEASURED_MS = 30_000;
const BEAT_MS = 1_000;

/** What Temporal hears of one run, by how many people look at it. */
export async function measureViewers(place: Place): Promise<void> {
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter } },
  });
  const connection = await NativeConnection.connect({
    address: place.house.temporalAddress,
  });
  const worker = await Worker.create({
    connection,
    taskQueue: TASK_QUEUE,
    workflowsPath: fileURLToPath(
      new URL('./workflows/measure.ts', import.meta.url),
    ),
    activities: { beat },
  });
  await worker.runUntil(async () => {
    const { body } = await place.start();
    const { id } = body as { id: string };
    const one = await hearing(place, id, 1);
    const many = await hearing(place, id, MANY);
    figure(
      `Temporal requests a minute, ${MANY} viewers of one run ÷ 1`,
      many.requests / one.requests,
      { atMost: 1.1 },
    );
    figure('  Temporal requests a minute with 1 viewer', one.requests);
    figure(`  with ${MANY} viewers`, many.requests);
    figure(`  looks a second that ${MANY} viewers got`, many.looks);
    await place.eye.client.workflow.getHandle(id).terminate('measured');
  });
  await connection.close();
}

async function beat(): Promise<void> {
  const { cancellationSignal } = Context.current();
  for (let done = 0; !cancellationSignal.aborted; done += 1) {
    Context.current().heartbeat({ text: 'Measuring', done });
    await sleep(BEAT_MS);
  }
}

interface Heard {
  /** Requests to Temporal in a minute. */
  readonly requests: number;
  /** Looks of the viewers at the run that were answered, in a second. */
  readonly looks: number;
}

async function hearing(
  place: Place,
  runId: string,
  viewers: number,
): Promise<Heard> {
  let looks = 0;
  let begun = false;
  // Each does what a page does: it looks at the run again whenever there is
  // news, once at a time, and keeps what it has when a look fails.
  const heard = async () => {
    if (!begun) return;
    const looked = await place.house
      .api(place.token)
      .get(`/runs/${runId}`)
      .catch(() => undefined);
    if (looked?.status === 200) looks += 1;
  };
  const streams = await OpenStreams.of(place, { runId, count: viewers, heard });
  begun = true;
  await sleep(WARM_UP_MS);
  const [before, seen] = [await requestsServed(place.house), looks];
  await sleep(MEASURED_MS);
  const served = (await requestsServed(place.house)) - before;
  const found = {
    requests: (served * 60_000) / MEASURED_MS,
    looks: ((looks - seen) * 1_000) / MEASURED_MS,
  };
  await streams.close();
  return found;
}
