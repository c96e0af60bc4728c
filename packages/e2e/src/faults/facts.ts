import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import type { WorkflowExecutionInfo } from '@temporalio/client';
import type {
  AuditRecord,
  Run,
  RunDetail,
  RunPage,
} from 'backstage-plugin-temporal-common';
import type { Api } from '../house/Api.ts';
import type { TemporalEye } from '../temporal/TemporalEye.ts';
import type { FaultyHouse } from './FaultyHouse.ts';

/** The executions of one workflow id. */
export interface Chain {
  /** One for each chain that was begun under this id. */
  readonly firsts: ReadonlySet<string>;
  /** What Temporal says of the newest execution, such as `COMPLETED`. */
  readonly status: string;
}

export type Row = Readonly<Record<string, unknown>>;

/** All rows of the ledger on some entities. */
export async function rowsOn(
  api: Api,
  entityRefs: readonly string[],
): Promise<readonly Run[]> {
  const rows: Run[] = [];
  for (const entityRef of entityRefs) {
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ entityRef, limit: '100' });
      if (cursor) query.set('cursor', cursor);
      const page = (await asked(api, `/runs?${query}`)) as RunPage;
      rows.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
  }
  return rows;
}

export async function detailOf(api: Api, runId: string): Promise<RunDetail> {
  return (await asked(api, `/runs/${runId}`)) as RunDetail;
}

/** The whole audit. */
export async function auditOf(api: Api): Promise<readonly AuditRecord[]> {
  const text = String(await asked(api, '/audit/export?format=jsonl', true));
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as AuditRecord);
}

/** All chains of runs that Temporal knows, by workflow id. */
export async function chainsIn(
  eye: TemporalEye,
): Promise<ReadonlyMap<string, Chain>> {
  const executions = new Map<string, Execution[]>();
  const query = 'initiator IS NOT NULL';
  for await (const each of eye.client.workflow.list({ query })) {
    const before = executions.get(each.workflowId) ?? [];
    executions.set(each.workflowId, [...before, each]);
  }
  const chains = new Map<string, Chain>();
  for (const [id, all] of executions) {
    const newest = all.reduce((a, b) => (a.startTime > b.startTime ? a : b));
    const firsts = await Promise.all(
      all.map(each => (all.length > 1 ? firstOf(eye, each) : each.runId)),
    );
    chains.set(id, { firsts: new Set(firsts), status: newest.status.name });
  }
  return chains;
}

type Execution = Pick<
  WorkflowExecutionInfo,
  'workflowId' | 'runId' | 'startTime' | 'status'
>;

/** The first execution of the chain that an execution belongs to. */
async function firstOf(
  eye: TemporalEye,
  { workflowId, runId }: Execution,
): Promise<string> {
  const { history } =
    await eye.connection.workflowService.getWorkflowExecutionHistory({
      namespace: eye.client.options.namespace,
      execution: { workflowId, runId },
      maximumPageSize: 1,
    });
  const [first] = history?.events ?? [];
  const started = first?.workflowExecutionStartedEventAttributes;
  return started?.firstExecutionRunId || runId;
}

/** What the load's runs left outside, in files and schemas of their own. */
export class Outside {
  readonly #place: FaultyHouse;

  constructor(place: FaultyHouse) {
    this.#place = place;
  }

  /** What was counted, and how often a step was begun. */
  counted(): { readonly effects: readonly Row[]; readonly tries: number } {
    const { effectsFile } = this.#place;
    const tries = rowsIn(effectsFile, 'tries').length;
    return { effects: rowsIn(effectsFile, 'effects'), tries };
  }

  /** A table of a service's own database. */
  async table(service: string, name: string): Promise<readonly Row[]> {
    const { database, house } = this.#place;
    return database
      ? database.rowsOf(service, name)
      : rowsIn(house.databaseOf(service), name);
  }
}

function rowsIn(file: string, table: string): readonly Row[] {
  if (!existsSync(file)) return [];
  const database = new Database(file, { fileMustExist: true });
  try {
    const there = database
      .prepare(`SELECT 1 FROM sqlite_master WHERE name = ?`)
      .get(table);
    return there
      ? database.prepare<[], Row>(`SELECT * FROM ${table}`).all()
      : [];
  } finally {
    database.close();
  }
}

async function asked(api: Api, path: string, raw = false): Promise<unknown> {
  const { status, body } = await api.get(path);
  if (status === 200)
    return raw && typeof body !== 'string' ? JSON.stringify(body) : body;
  throw new Error(
    `${path} was answered with ${status}: ${JSON.stringify(body)}`,
  );
}
