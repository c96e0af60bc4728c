import { Crowd } from './Crowd.ts';
import { nameOf, type Fault } from './faultPlan.ts';
import type { FaultyHouse } from './FaultyHouse.ts';
import { Findings } from './Findings.ts';
import { inject } from './inject.ts';
import type { Journal } from './Journal.ts';
import { judge } from './judge.ts';
import type { Outage } from './ledgerInvariants.ts';
import { countsOf, type Report } from './report.ts';

/** A request may have begun this long before the crash that cut it off. */
const BEFORE_CRASH_MS = 60_000;

export interface EpisodeOptions {
  readonly seed: number;
  readonly database: 'sqlite' | 'postgres';
  /** Those that people work on. */
  readonly services: readonly string[];
  /** What they have done before, too. */
  readonly journal: Journal;
  readonly faults: Iterable<Fault>;
  /** How long everybody may take to come to their end when faults have ended. */
  readonly calmMs: number;
}

/** People at work while things go wrong, and what is to be said of it. */
export async function anEpisode(
  place: FaultyHouse,
  options: EpisodeOptions,
): Promise<Report> {
  const { calmMs, database, journal, seed, services } = options;
  const tokens = await place.tokens();
  const findings = new Findings();
  const crowd = new Crowd({ place, tokens, services, journal, seed });
  const began = Date.now();
  const work = crowd.work();
  const happened = await rage(place, options.faults, findings);
  await crowd.goHome(work, calmMs);
  const outages = happened.flatMap(({ outage }) => outage ?? []);
  const judged = { place, tokens, journal, crowd, outages };
  const { rows, figures } = await judge(judged, findings);
  return {
    title: 'faults',
    seed,
    database,
    seconds: Math.round((Date.now() - began) / 1_000),
    faults: countsOf(happened.map(({ name }) => name)),
    runs: countsOf(
      rows.map(({ action, status }) => `${action.title} ${status}`),
    ),
    resends: Object.fromEntries(crowd.resends),
    figures: { ...figures, 'connections of viewers cut': crowd.cut },
    findings,
  };
}

interface Happened {
  readonly name: string;
  /** When what a process was doing may have been lost. */
  readonly outage?: Outage;
}

/** One fault after the other, as the plan has them. */
async function rage(
  place: FaultyHouse,
  faults: Iterable<Fault>,
  findings: Findings,
): Promise<readonly Happened[]> {
  const happened: Happened[] = [];
  for (const fault of faults) {
    demandAlive(place, findings);
    process.stdout.write(`${new Date().toISOString()} ${nameOf(fault)}\n`);
    const from = Date.now() - BEFORE_CRASH_MS;
    await inject(place, fault);
    const outage = losesWork(fault) ? { from, to: Date.now() } : undefined;
    happened.push({ name: nameOf(fault), outage });
  }
  demandAlive(place, findings);
  return happened;
}

function losesWork({ kills }: Fault): boolean {
  return kills === 'backend' || kills === 'postgres';
}

/** Faults may hinder a process; only kill -9 may end it. */
function demandAlive({ house }: FaultyHouse, findings: Findings): void {
  for (const name of ['worker', 'backend', 'temporal'] as const) {
    const one = house.process(name);
    findings.demand(one.signal(0), 'wrong', one.tell('ended by itself'));
  }
}
