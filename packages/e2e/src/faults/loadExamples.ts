import { appendFile, cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeAtExit } from '../house/removeAtExit.ts';
import { root } from '../../../../scripts/setup/places.mjs';

export const COUNT = 'action:default/count-steps';

const COUNTING = `---
apiVersion: temporal.io/v1alpha1
kind: Action
metadata: { name: count-steps, title: Count steps }
spec:
  owner: group:default/payments
  workflowType: countSteps
  taskQueue: payments
  targets: { kind: component, spec.type: service }
  input:
    type: object
    required: [label, steps]
    properties:
      label: { type: string, title: Label }
      steps: { type: integer, title: Steps }
`;

function aService(name: string): string {
  return `---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: service, lifecycle: production, owner: group:default/payments }
`;
}

export const MIGRATIONS = ['001_first', '002_second'] as const;

/**
 * Each leaves a line in `journal`, which no rollback takes away: so the journal
 * says how often a migration was applied and taken back.
 */
async function writeMigrations(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const journal = 'CREATE TABLE IF NOT EXISTS journal (what TEXT NOT NULL);';
  for (const name of MIGRATIONS) {
    const line = (way: string) =>
      `INSERT INTO journal VALUES ('${way} ${name}');`;
    const up = `${journal}\nCREATE TABLE t${name} (id TEXT);\n${line('up')}\n`;
    const down = `DROP TABLE t${name};\n${line('down')}\n`;
    await writeFile(join(folder, `${name}.up.sql`), up);
    await writeFile(join(folder, `${name}.down.sql`), down);
  }
}

/** What a house must know of the services that the load is on. */
export interface LoadExamples {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The examples, with services to migrate and an action that counts. */
export async function loadExamples(
  services: readonly string[],
): Promise<LoadExamples> {
  const folder = await mkdtemp(join(tmpdir(), 'backstage-faults-'));
  removeAtExit(folder);
  const examples = join(folder, 'examples');
  const migrations = join(folder, 'migrations');
  await cp(join(root, 'examples'), examples, { recursive: true });
  await appendFile(join(examples, 'actions.yaml'), COUNTING);
  for (const name of services) {
    await appendFile(join(examples, 'entities.yaml'), aService(name));
    await writeMigrations(join(migrations, name));
  }
  const env = {
    EXAMPLES_DIR: examples,
    MIGRATIONS_DIR: migrations,
    EFFECTS_FILE: join(folder, 'effects.sqlite'),
    BUNDLE_FILE: join(folder, 'bundle', 'workflows.js'),
  };
  return { folder, env };
}
