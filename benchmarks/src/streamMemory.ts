import { setTimeout as sleep } from 'node:timers/promises';
import { figure } from './figures.ts';
import type { Inspected } from './Inspected.ts';
import { OpenStreams } from './OpenStreams.ts';
import type { Place } from './place.ts';

const STREAMS = 1_000;
const SETTLED_MS = 5_000;

/** What an open page costs the backend in memory while nothing happens. */
export async function measureStreams(
  place: Place,
  backend: Inspected,
): Promise<void> {
  const { body } = await place.start();
  const { id: runId } = body as { id: string };
  const open = (count: number) => OpenStreams.of(place, { runId, count });
  // What is made once, for the first, is not theirs.
  await (await open(STREAMS / 10)).close();
  await sleep(SETTLED_MS);
  const before = await backend.memory();
  const streams = await open(STREAMS);
  await sleep(SETTLED_MS);
  const during = await backend.memory();
  await streams.close();
  await sleep(SETTLED_MS);
  const after = await backend.memory();
  const each = (bytes: number) => bytes / STREAMS / 1_000;
  figure(
    `kB of the backend's memory for each of ${STREAMS} open streams`,
    each(during.rss - before.rss),
  );
  figure('  of its heap alone', each(during.heapUsed - before.heapUsed));
  figure(
    '  of its heap after they left',
    each(after.heapUsed - before.heapUsed),
  );
}
