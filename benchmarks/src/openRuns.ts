import { setTimeout as sleep } from 'node:timers/promises';
import { figure } from './figures.ts';
import { TARGET, type Place } from './place.ts';
import { percentile } from './statistics.ts';
import { requestsServed } from './temporalMetrics.ts';

const RUNS = 200;
const ENDED = 20;
const MEASURED_MS = 20_000;
const PATIENCE_MS = 60_000;

/**
 * A page with more open runs than its stream has followed: how long it takes
 * until it hears of the end of one that only the reconciler looks at, and what
 * the page costs Temporal meanwhile.
 */
export async function measureOpenRuns(place: Place): Promise<void> {
  const ids: string[] = [];
  for (let i = 0; i < RUNS; i += 1) {
    const { body } = await place.start();
    ids.push((body as { id: string }).id);
  }
  const heard = new Map<string, number>();
  const gone = new AbortController();
  const listening = listen(place, gone.signal, runId => {
    if (!heard.has(runId)) heard.set(runId, Date.now());
  });
  // Until what the stream tells of the beginning is over.
  await sleep(MEASURED_MS);
  const before = await requestsServed(place.house);
  await sleep(MEASURED_MS);
  const served = (await requestsServed(place.house)) - before;
  heard.clear();
  const oldest = ids.slice(0, ENDED);
  const times: number[] = [];
  for (const id of oldest) {
    await place.eye.client.workflow.getHandle(id).terminate('measured');
    const ended = Date.now();
    const deadline = ended + PATIENCE_MS;
    while (!heard.has(id) && Date.now() < deadline) await sleep(50);
    times.push((heard.get(id) ?? Infinity) - ended);
  }
  gone.abort();
  await listening;
  figure(
    `s from an event to the page, of ${RUNS} open runs one beyond those followed, longest`,
    percentile(times, 1) / 1_000,
    { atMost: 15 },
  );
  figure(
    `  Temporal requests a minute for a page of ${RUNS} open runs`,
    (served * 60_000) / MEASURED_MS,
  );
}

async function listen(
  { house, token }: Place,
  signal: AbortSignal,
  heard: (runId: string) => void,
): Promise<void> {
  const url = `${house.url}/api/temporal/events?entityRef=${TARGET}`;
  const headers = { authorization: `Bearer ${token}` };
  const decoder = new TextDecoder();
  try {
    const { body } = await fetch(url, { headers, signal });
    for await (const chunk of body ?? []) {
      const text = decoder.decode(chunk, { stream: true });
      for (const [, runId] of text.matchAll(/"runId":"([^"]+)"/g)) heard(runId);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
