import { readFile } from 'node:fs/promises';
import type { House } from '../../packages/e2e/src/house/House.ts';

// A worker's own polling is none of the backend's doing.
const WORKERS_OWN = /Poll|Respond|RecordActivityTaskHeartbeat/;

/** How many requests of clients Temporal's frontend has served so far. */
export async function requestsServed(house: House): Promise<number> {
  const log = await readFile(house.process('temporal').logFile, 'utf8');
  const url = /Metrics:\s+(http\S+)/.exec(log)?.[1];
  if (!url)
    throw new Error('The Temporal server did not say where its metrics are');
  const text = await (await fetch(url)).text();
  return text
    .split('\n')
    .filter(line => line.startsWith('service_requests{'))
    .filter(line => line.includes('service_name="frontend"'))
    .filter(line => !WORKERS_OWN.test(line))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
