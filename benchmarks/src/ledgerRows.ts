import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { NARROW, TARGET, WIDE, WORKFLOW, type Place } from './place.ts';

const AT_ONCE = 5_000;
const KEY = 'measured-';

/** Among many owners, people and actions, these have few runs each. */
export const RARE = {
  owner: 'group:default/security',
  initiator: 'user:default/sofia',
  action: 'action:default/wide-19',
  entityRef: WIDE,
};

/** What differs between the copies of one run; `i` counts them, newest first. */
const DIFFERENT: Readonly<Record<string, string>> = {
  id: "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))",
  request_key: `'${KEY}' || i`,
  requested_at: 'requested_at - i * 60000',
  started_at: 'requested_at - i * 60000',
  closed_at: 'requested_at - i * 60000 + 20000 + i % 50000',
  status: "CASE WHEN i % 20 = 7 THEN 'failed' ELSE 'succeeded' END",
  target_ref: `CASE WHEN i % 500 = 3 THEN '${RARE.entityRef}' WHEN i % 10 = 0 THEN '${TARGET}' WHEN i % 10 < 6 THEN '${NARROW}' ELSE 'component:default/orders-api' END`,
  initiator: `CASE WHEN i % 500 = 1 THEN '${RARE.initiator}' WHEN i % 3 = 0 THEN 'user:default/sam' ELSE 'user:default/ada' END`,
  action_ref: `CASE WHEN i % 500 = 2 THEN '${RARE.action}' WHEN i % 2 = 0 THEN 'action:default/${WORKFLOW}' ELSE 'action:default/wide-' || (i % 19) END`,
  owners: `CASE WHEN i % 500 = 4 THEN '["${RARE.owner}"]' WHEN i % 4 = 0 THEN '["group:default/orders"]' ELSE '["group:default/payments"]' END`,
  timeline: "'[]'",
  result: "'{}'",
};

/**
 * Writes finished runs into the ledger's own database, copies of one that was
 * started, each older than the one before. There are `count` of them afterwards.
 */
export async function fillLedger(
  place: Place,
  runId: string,
  count: number,
): Promise<void> {
  const database = new DatabaseSync(place.house.pluginDatabaseOf('temporal'), {
    timeout: 30_000,
  });
  const columns = database
    .prepare("SELECT name FROM pragma_table_info('runs')")
    .all()
    .map(({ name }) => String(name));
  const values = columns.map(column => DIFFERENT[column] ?? column);
  const known = database
    .prepare(`SELECT count(*) AS n FROM runs WHERE request_key LIKE '${KEY}%'`)
    .get();
  const copy = database.prepare(
    `WITH RECURSIVE copies(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM copies WHERE i < ?)
     INSERT INTO runs (${columns.join(', ')})
     SELECT ${values.join(', ')} FROM copies CROSS JOIN runs WHERE id = ?`,
  );
  // In pieces, so that the backend can write in between.
  for (let i = Number(known?.n); i < count; i += AT_ONCE) {
    copy.run(i + 1, Math.min(i + AT_ONCE, count), runId);
  }
  database.exec(
    `INSERT INTO run_owners (run_id, owner_ref, requested_at)
     SELECT id, json_extract(owners, '$[0]'), requested_at FROM runs
     WHERE request_key LIKE '${KEY}%'
     ON CONFLICT DO NOTHING`,
  );
  database.close();
  // Connections that the backend closed meanwhile must be known as closed.
  await sleep(1_000);
}
