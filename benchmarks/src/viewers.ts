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
    const one = await requestsADuring(place, id, 1);
    const many = await requestsADuring(place, id, MANY);
    figure(
      `Temporal requests a minute, ${MANY} viewers of one run ÷ 1`,
      many / one,
      { atMost: 1.1 },
    );
    figure('  Temporal requests a minute with 1 viewer', one);
    figure(`  Temporal requests a minute with ${MANY} viewers`, many);
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

async function requestsADuring(
  place: Place,
  runId: string,
  viewers: number,
): Promise<number> {
  // Each does what a page does: reads the run again whenever there is news.
  const heard = () => place.house.api(place.token).get(`/runs/${runId}`);
  const streams = await OpenStreams.of(place, { runId, count: viewers, heard });
  await sleep(3_000);
  const before = await requestsServed(place.house);
  await sleep(MEASURED_MS);
  const after = await requestsServed(place.house);
  await streams.close();
  return ((after - before) * 60_000) / MEASURED_MS;
}
