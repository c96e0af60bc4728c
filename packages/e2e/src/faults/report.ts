import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataDir } from '../../../../scripts/setup/places.mjs';
import type { Findings } from './Findings.ts';

/** What came of an episode. */
export interface Report {
  readonly title: string;
  readonly seed: number;
  readonly database: string;
  readonly seconds: number;
  /** Each with its count. */
  readonly faults: Readonly<Record<string, number>>;
  readonly runs: Readonly<Record<string, number>>;
  readonly resends: Readonly<Record<string, number>>;
  /** Whatever else was counted. */
  readonly figures: Readonly<Record<string, number | string>>;
  readonly findings: Findings;
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function listed(what: string, counts: Readonly<Record<string, number>>) {
  const names = Object.keys(counts).sort();
  return [
    `  ${String(total(counts)).padStart(5)} ${what}`,
    ...names.map(name => `        ${counts[name]} × ${name}`),
  ];
}

export function textOf(report: Report): string {
  const { findings, figures } = report;
  const counted = Object.entries(figures).map(
    ([what, count]) => `  ${String(count).padStart(5)} ${what}`,
  );
  const kinds = ['lost', 'doubled', 'wrong'] as const;
  return [
    `${report.title} (${report.database}, seed ${report.seed}, ${report.seconds} s)`,
    ...listed('faults', report.faults),
    ...listed('runs', report.runs),
    ...listed('requests sent again', report.resends),
    ...counted,
    ...kinds.map(
      kind => `  ${String(findings.of(kind).length).padStart(5)} ${kind}`,
    ),
    ...findings.all.slice(0, 40).map(what => `  ! ${what}`),
    '',
  ].join('\n');
}

/** Prints it, and keeps it in `.data/reports`. */
export async function publish(report: Report): Promise<void> {
  const text = textOf(report);
  process.stdout.write(`${text}\n`);
  const folder = join(dataDir, 'reports');
  const { title, database, seed } = report;
  const name = `${title.replaceAll(' ', '-')}-${database}-${seed}.txt`;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), text);
}

export function countsOf(names: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
