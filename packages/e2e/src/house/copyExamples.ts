import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../../scripts/setup/places.mjs';

const SECURITY = 'groups: [group:default/security]';

interface GuardedAction {
  readonly name: string;
  readonly title: string;
  readonly workflow: 'migrateDatabase' | 'rollbackDatabase';
  /** Its `spec.approval`, as flow YAML. */
  readonly approval: string;
}

/** Actions whose approvals have terms that no example has, or not so short. */
const guardedActions: readonly GuardedAction[] = [
  {
    name: 'guarded-rollback',
    title: 'Guarded rollback',
    workflow: 'rollbackDatabase',
    approval: `{ who: { ${SECURITY} }, reasonRequired: true, when: { target.metadata.annotations.temporal.io/environment: production } }`,
  },
  {
    name: 'joint-rollback',
    title: 'Joint rollback',
    workflow: 'rollbackDatabase',
    approval:
      '{ who: { groups: [group:default/security, group:default/platform-admins] }, quorum: 2 }',
  },
  {
    name: 'urgent-rollback',
    title: 'Urgent rollback',
    workflow: 'rollbackDatabase',
    approval: `{ who: { ${SECURITY} }, deadline: { minutes: 1 } }`,
  },
  {
    name: 'careful-migration',
    title: 'Careful migration',
    workflow: 'migrateDatabase',
    approval: `{ who: { ${SECURITY} }, when: { $not: { input.dryRun: true } } }`,
  },
];

const inputs = {
  rollbackDatabase: '{ to: { type: string, title: Version } }',
  migrateDatabase: '{ dryRun: { type: boolean, title: Dry run } }',
};

function yamlOf({ name, title, workflow, approval }: GuardedAction): string {
  return `---
apiVersion: temporal.io/v1alpha1
kind: Action
metadata: { name: ${name}, title: ${title} }
spec:
  owner: group:default/payments
  group: Guarded
  workflowType: ${workflow}
  taskQueue: payments
  targets: { kind: component, spec.type: service }
  approval: ${approval}
  input:
    type: object
    additionalProperties: false
    properties: ${inputs[workflow]}
`;
}

/** The examples in a folder of one's own, with guarded actions beside them. */
export async function copyExamples(folder: string): Promise<string> {
  const examples = join(folder, 'examples');
  await cp(join(root, 'examples'), examples, { recursive: true });
  const yaml = guardedActions.map(yamlOf).join('');
  await appendFile(join(examples, 'actions.yaml'), yaml);
  return examples;
}
