import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyExamples } from '../house/copyExamples.ts';

export const PREPARE_ORDERS = 'action:default/prepare-orders';

// Another team's action, on a task queue of its own.
const ACTION = `---
apiVersion: temporal.io/v1alpha1
kind: Action
metadata: { name: prepare-orders, title: Prepare orders }
spec:
  owner: group:default/orders
  workflowType: migrateDatabase
  taskQueue: orders
  targets: { kind: component, metadata.name: orders-api }
  input:
    type: object
    additionalProperties: false
    properties: {}
`;

/**
 * The examples in a folder of one's own, with an action of the orders team, and
 * with Nina in both teams.
 */
export async function teamExamples(folder: string): Promise<string> {
  const examples = await copyExamples(folder);
  await appendFile(join(examples, 'actions.yaml'), ACTION);
  const migrations = join(examples, 'migrations', 'orders-api');
  await mkdir(migrations);
  for (const [way, sql] of [
    ['up', 'CREATE TABLE orders (id TEXT);'],
    ['down', 'DROP TABLE orders;'],
  ]) {
    await writeFile(join(migrations, `001_orders.${way}.sql`), sql);
  }
  const org = join(examples, 'org.yaml');
  const nina = /(name: nina\n[\s\S]*?memberOf: )\[payments-database\]/;
  const both = '$1[payments-database, orders]';
  await writeFile(org, (await readFile(org, 'utf8')).replace(nina, both));
  return examples;
}
