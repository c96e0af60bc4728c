import type { Config } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';
import { parseArgs } from 'node:util';
import { readKeepDays } from '../config';
import { AuditVerifier, type Verdict } from './AuditVerifier';
import { atOneMoment, openReadOnly } from './openReadOnly';

const USAGE = `Usage: temporal-audit verify [--config <file>]... [--anchor <number>:<digest>]... [--kept-days <days>]

Compares every record of the audit with the seals. Reads only. Run it where the
backend runs, with the same config files and environment.

  --config     as of the backend; without it app-config.yaml and app-config.local.yaml
  --anchor     a seal as the log had it; it and all before it must be the same
  --kept-days  the shortest time that records were to be kept, if it was shorter
               than temporal.audit.keepDays is now

Exit code: 0 nothing was touched, 1 something was, 2 it could not be found out.`;

interface Order {
  readonly configFiles: readonly string[];
  readonly anchors: ReadonlyMap<number, string>;
  readonly keptDays: number | undefined;
}

/**
 * The command `temporal-audit`: says on standard output what it found.
 * @param args - the words behind the command's name
 * @returns the exit code
 * @public
 */
export async function runAuditCommand(
  args: readonly string[],
): Promise<0 | 1 | 2> {
  let order: Order;
  try {
    order = readOrder(args);
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${USAGE}`);
    return 2;
  }
  try {
    const verdict = await verify(order);
    console.log(report(verdict, order));
    return verdict.findings.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(`The audit could not be verified: ${messageOf(error)}`);
    return 2;
  }
}

/** @throws if the command is used in a wrong way */
function readOrder(args: readonly string[]): Order {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string', multiple: true, default: [] },
      anchor: { type: 'string', multiple: true, default: [] },
      'kept-days': { type: 'string' },
    },
  });
  if (positionals.join(' ') !== 'verify') {
    throw new Error(`There is no command '${positionals.join(' ')}'`);
  }
  const days = values['kept-days'];
  if (days !== undefined && !/^\d+$/.test(days)) {
    throw new Error(`--kept-days must be a number of days, not '${days}'`);
  }
  return {
    configFiles: values.config,
    anchors: new Map(values.anchor.map(readAnchor)),
    keptDays: days === undefined ? undefined : Number(days),
  };
}

function readAnchor(text: string): [number, string] {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text);
  if (match) return [Number(match[1]), match[2]];
  throw new Error(
    `--anchor must be <number>:<digest> as in the log, not '${text}'`,
  );
}

async function verify(order: Order): Promise<Verdict> {
  const config = await readConfig(order.configFiles);
  const keepDays = order.keptDays ?? readKeepDays(config);
  const knex = await openReadOnly(config);
  try {
    return await atOneMoment(knex, snapshot =>
      new AuditVerifier({
        knex: snapshot,
        keepDays,
        anchors: order.anchors,
      }).verify(),
    );
  } finally {
    await knex.destroy();
  }
}

async function readConfig(files: readonly string[]): Promise<Config> {
  const argv = files.flatMap(file => ['--config', file]);
  const sources = ConfigSources.default({ argv, watch: false });
  const config = await ConfigSources.toConfig(sources);
  config.close();
  return config;
}

function report(verdict: Verdict, { anchors }: Order): string {
  const { findings, anchor } = verdict;
  const { batches, dropped, records, waiting } = verdict;
  const seen = `${records} records in ${batches} sealed batches (${dropped} of them removed by retention); ${waiting.records} records not sealed yet`;
  const since = waiting.since
    ? `, the oldest of ${waiting.since.toISOString()}`
    : '';
  if (findings.length > 0) {
    return [
      ...findings,
      `TAMPERED: ${findings.length} findings in ${seen}${since}`,
    ].join('\n');
  }
  const bound =
    anchors.size > 0
      ? `All up to batch ${Math.max(
          ...anchors.keys(),
        )} is as it was when your anchor was logged.`
      : 'Without an anchor from a log kept elsewhere, this does not rule out that the owner of the database sealed it all again.';
  return [
    `VERIFIED: ${seen}${since}`,
    ...(anchor ? [`Newest anchor: ${anchor}`] : []),
    bound,
  ].join('\n');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
