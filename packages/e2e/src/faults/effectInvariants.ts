import type { RunDetail } from 'backstage-plugin-temporal-common';
import type { Outside, Row } from './facts.ts';
import type { Findings } from './Findings.ts';
import type { AskedRun } from './Journal.ts';
import { MIGRATIONS } from './loadExamples.ts';

/** Each label was counted as often as one clean run would count it. */
export function checkCounts(
  findings: Findings,
  asked: readonly AskedRun[],
  effects: readonly Row[],
): void {
  const perLabel = new Map<string, number>();
  for (const { label } of effects) {
    const key = String(label);
    perLabel.set(key, (perLabel.get(key) ?? 0) + 1);
  }
  for (const { kind, label, runId, steps } of asked) {
    if (kind !== 'count') continue;
    const times = perLabel.get(label) ?? 0;
    const what = `Run ${runId} counted ${times} steps of ${steps}`;
    findings.demand(times >= steps, 'lost', what);
    findings.demand(times <= steps, 'doubled', what);
    perLabel.delete(label);
  }
  for (const label of perLabel.keys()) {
    findings.demand(false, 'doubled', `Somebody counted ${label} unasked`);
  }
}

/** The lines that a service's migrations left, against what runs say they did. */
export async function checkMigrations(
  findings: Findings,
  about: { readonly service: string; readonly details: readonly RunDetail[] },
  outside: Outside,
): Promise<void> {
  const { details, service } = about;
  const lines = (await outside.table(service, 'journal')).map(({ what }) =>
    String(what),
  );
  for (const name of MIGRATIONS) {
    for (const [way, said] of [
      ['up', 'applied'],
      ['down', 'reverted'],
    ] as const) {
      const done = lines.filter(line => line === `${way} ${name}`).length;
      const told = details.filter(run => saidOf(run, said).includes(name));
      const what = `${name} of ${service} went ${way} ${done} times, as ${told.length} runs say`;
      findings.demand(done >= told.length, 'lost', what);
      findings.demand(done <= told.length, 'doubled', what);
    }
  }
}

/** Each release is where its run says that it brought it. */
export async function checkReleases(
  findings: Findings,
  about: { readonly service: string; readonly details: readonly RunDetail[] },
  outside: Outside,
): Promise<void> {
  const rows = await outside.table(about.service, 'temporal_releases');
  for (const run of about.details) {
    if (run.workflowType !== 'releaseService') continue;
    const found = rows.filter(({ run_id: id }) => id === run.id);
    const promoted = resultOf(run).decision === 'promote';
    const due = promoted ? 'live' : 'rolled-back';
    findings.demand(
      found.length === 1 && found[0].stage === due,
      found.length > 1 ? 'doubled' : 'wrong',
      `Release ${run.id} (${run.status}) is ${JSON.stringify(
        found,
      )}, not ${due}`,
    );
  }
}

function resultOf(run: RunDetail): Readonly<Record<string, unknown>> {
  const result = run.payloads.visible ? run.payloads.value.result : undefined;
  return typeof result === 'object' && result !== null
    ? (result as Readonly<Record<string, unknown>>)
    : {};
}

function saidOf(run: RunDetail, what: string): readonly unknown[] {
  const said = resultOf(run)[what];
  return Array.isArray(said) ? said : [];
}
