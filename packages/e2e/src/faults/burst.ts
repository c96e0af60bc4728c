import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { Api } from '../house/Api.ts';
import { refOf } from './Crowd.ts';
import { rowsOn } from './facts.ts';
import type { FaultyHouse, Person, Tokens } from './FaultyHouse.ts';
import { Findings } from './Findings.ts';
import type { Journal } from './Journal.ts';
import { judge } from './judge.ts';
import { COUNT } from './loadExamples.ts';
import { Memory } from './Memory.ts';
import { PatientClient, type Resends } from './PatientClient.ts';
import { countsOf, type Report } from './report.ts';
import { Viewer } from './Viewer.ts';

const CALLERS = 50;
const CALM_MS = 600_000;
const LIST_EVERY_MS = 250;
const LIST_WITHIN_MS = 20_000;

export interface BurstOptions {
  readonly title: string;
  readonly seed: number;
  readonly database: 'sqlite' | 'postgres';
  readonly service: string;
  readonly starts: number;
  /** Who calls; a limit counts for each of them. */
  readonly people: readonly Person[];
  readonly journal: Journal;
}

/** Many start at once, and everything else must go on meanwhile. */
export async function aBurst(
  place: FaultyHouse,
  options: BurstOptions,
): Promise<Report> {
  const { database, journal, seed, service, title } = options;
  const { people, starts } = options;
  const tokens = await place.tokens();
  const entityRef = refOf(service);
  const viewer = new Viewer({
    ...{ url: place.streamUrl, entityRef },
    token: tokens.nina,
  });
  const looking = viewer.look();
  const findings = new Findings();
  const resends: Resends = new Map();
  const memory = new Memory(place.house.process('backend'));
  const before = await memory.now();
  const lists = listing(place, tokens, entityRef);
  const began = Date.now();
  const asking = { tokens, entityRef, people, starts };
  await startAll(place, { ...asking, journal, resends });
  const seconds = Math.round((Date.now() - began) / 1_000);
  const waits = await lists.stop();
  await untilOver(place, tokens, entityRef);
  viewer.leave();
  await looking;
  const after = await memory.now();
  memory.stop();
  checkBurst(findings, place, waits);
  const crowd = { viewers: new Map([[service, viewer]]) };
  const judged = { place, tokens, journal, crowd };
  const { rows, figures } = await judge({ ...judged, outages: [] }, findings);
  return {
    ...{ title, seed, database, seconds, findings },
    faults: {},
    runs: countsOf(rows.map(({ status }) => status)),
    resends: Object.fromEntries(resends),
    figures: {
      ...figures,
      'starts a second': (starts / Math.max(seconds, 1)).toFixed(1),
      'lists meanwhile': waits.length,
      'ms, the median of these': waits[Math.floor(waits.length / 2)] ?? 0,
      'ms, the longest': waits.at(-1) ?? 0,
      'MB of the backend before': before,
      'MB at most': memory.most,
      'MB after': after,
    },
  };
}

async function startAll(
  place: FaultyHouse,
  burst: {
    readonly tokens: Tokens;
    readonly entityRef: string;
    readonly people: readonly Person[];
    readonly starts: number;
    readonly journal: Journal;
    readonly resends: Resends;
  },
): Promise<void> {
  const { entityRef, journal, people, resends, starts, tokens } = burst;
  const giveUp = AbortSignal.timeout(CALM_MS);
  let left = starts;
  const call = async (_: unknown, i: number) => {
    const by = people[i % people.length];
    const api = new Api(place.house.url, tokens[by]);
    const client = new PatientClient(api, resends, giveUp);
    while (left > 0) {
      left -= 1;
      const [label, requestKey] = [randomUUID(), randomUUID()];
      const input = { label, steps: 1 };
      const request = { action: COUNT, entityRef, input, requestKey };
      const { status, body } = await client.post('/runs', request);
      const runId = (body as RunDetail).id;
      if (status > 201) {
        journal.complain(`A start was refused with ${status}`);
        continue;
      }
      const asked = { entityRef, requestKey, label, steps: 1, runId, by };
      journal.note({ ...asked, kind: 'count', expected: 'succeeded' });
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
}

/** Somebody who lists runs all the time, and how long each answer took. */
function listing(place: FaultyHouse, tokens: Tokens, entityRef: string) {
  const api = place.house.api(tokens.nina);
  const waits: number[] = [];
  let going = true;
  const list = async () => {
    while (going) {
      const asked = Date.now();
      const { status } = await api.get(`/runs?entityRef=${entityRef}&limit=20`);
      waits.push(status === 200 ? Date.now() - asked : Infinity);
      await sleep(LIST_EVERY_MS);
    }
  };
  const done = list();
  return {
    stop: async (): Promise<readonly number[]> => {
      going = false;
      await done;
      return waits.sort((a, b) => a - b);
    },
  };
}

function checkBurst(
  findings: Findings,
  { house }: FaultyHouse,
  waits: readonly number[],
): void {
  const longest = waits.at(-1) ?? Infinity;
  findings.demand(
    longest <= LIST_WITHIN_MS,
    'wrong',
    `A list took ${longest} ms while others started`,
  );
  const backend = house.process('backend');
  const gone = backend.tell('ended by itself');
  findings.demand(backend.signal(0), 'wrong', gone);
}

async function untilOver(
  place: FaultyHouse,
  tokens: Tokens,
  entityRef: string,
): Promise<void> {
  const deadline = Date.now() + CALM_MS;
  while (Date.now() < deadline) {
    const rows = await rowsOn(place.house.api(tokens.ada), [entityRef]);
    if (rows.every(({ closedAt }) => closedAt)) return;
    await sleep(1_000);
  }
}
