import type { Run, RunDetail } from 'backstage-plugin-temporal-common';
import { TemporalEye } from '../temporal/TemporalEye.ts';
import { refOf, type Crowd } from './Crowd.ts';
import {
  checkCounts,
  checkMigrations,
  checkReleases,
} from './effectInvariants.ts';
import { auditOf, chainsIn, detailOf, Outside, rowsOn } from './facts.ts';
import type { FaultyHouse, Tokens } from './FaultyHouse.ts';
import type { Findings } from './Findings.ts';
import type { Journal } from './Journal.ts';
import {
  checkApprovals,
  checkAudit,
  checkChains,
  checkRequests,
  type Outage,
} from './ledgerInvariants.ts';

export interface Judged {
  readonly place: FaultyHouse;
  readonly tokens: Tokens;
  readonly journal: Journal;
  readonly crowd: Pick<Crowd, 'viewers'>;
  readonly outages: readonly Outage[];
}

/** Holds everything that is left against what must be true after every fault. */
export async function judge(
  judged: Judged,
  findings: Findings,
): Promise<{
  readonly rows: readonly Run[];
  readonly figures: Readonly<Record<string, number>>;
}> {
  const { journal, outages, place, tokens } = judged;
  const api = place.house.api(tokens.ada);
  for (const what of journal.complaints) findings.demand(false, 'wrong', what);
  const rows = await rowsOn(api, place.services.map(refOf));
  checkRequests(findings, journal.asked, rows);
  const eye = await TemporalEye.on(place.house);
  try {
    checkChains(findings, rows, await chainsIn(eye));
  } finally {
    await eye.close();
  }
  const records = await auditOf(place.house.api(tokens.pat));
  checkAudit(findings, { rows, outages }, records);
  const outside = await checkOutside(judged, rows, findings);
  return {
    rows,
    figures: { ...outside, 'audit records': records.length },
  };
}

async function checkOutside(
  { crowd, journal, place, tokens }: Judged,
  rows: readonly Run[],
  findings: Findings,
): Promise<Readonly<Record<string, number>>> {
  const api = place.house.api(tokens.ada);
  const outside = new Outside(place);
  const { effects, tries } = outside.counted();
  checkCounts(findings, journal.asked, effects);
  for (const service of place.services) {
    const own = rows.filter(
      ({ target }) => target.entityRef === refOf(service),
    );
    const viewer = crowd.viewers.get(service);
    if (viewer) checkHeard(findings, own, viewer.heard);
    const details: RunDetail[] = [];
    for (const { action, id } of own) {
      if (!action.ref.includes('count')) details.push(await detailOf(api, id));
    }
    checkApprovals(findings, details);
    await checkMigrations(findings, { service, details }, outside);
    await checkReleases(findings, { service, details }, outside);
  }
  return { 'steps counted': effects.length, 'steps begun': tries };
}

/** Who looked all the time knows of everything, however often it was cut off. */
function checkHeard(
  findings: Findings,
  rows: readonly Run[],
  heard: ReadonlyMap<string, number>,
): void {
  for (const { id, version } of rows) {
    findings.demand(
      (heard.get(id) ?? 0) >= version,
      'lost',
      `A viewer never heard of version ${version} of run ${id}`,
    );
  }
}
