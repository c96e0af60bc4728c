import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyExamples } from '../house/copyExamples.ts';

export const REHEARSE = 'action:default/rehearse-migration';

// The example's migration only says what it would do, and so may run beside
// itself.
const ACTION = `---
apiVersion: temporal.io/v1alpha1
kind: Action
metadata: { name: rehearse-migration, title: Rehearse migration }
spec:
  owner: group:default/payments
  workflowType: migrateDatabase
  taskQueue: payments
  targets: { kind: component, spec.type: service }
  input:
    type: object
    additionalProperties: false
    properties: { dryRun: { type: boolean, default: true } }
`;

/** The examples in a folder of one's own, with an action that changes nothing. */
export async function rehearsalExamples(folder: string): Promise<string> {
  const examples = await copyExamples(folder);
  await appendFile(join(examples, 'actions.yaml'), ACTION);
  return examples;
}
