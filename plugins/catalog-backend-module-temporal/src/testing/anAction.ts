import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { ActionEntityProcessor } from '../ActionEntityProcessor';

const location = { type: 'url', target: 'https://example.com/actions.yaml' };

export function anAction(
  change: { spec?: JsonObject; head?: Partial<Entity> } = {},
) {
  return {
    apiVersion: 'temporal.io/v1alpha1',
    kind: 'Action',
    metadata: { name: 'migrate', namespace: 'shop' },
    spec: {
      owner: 'group:default/payments',
      workflowType: 'migrateDatabase',
      taskQueue: 'payments',
      targets: { kind: 'component' },
      ...change.spec,
    },
    ...change.head,
  };
}

/** What the catalog would hold of this file, or the error it would show. */
export async function read(file: Entity): Promise<Entity> {
  const processor = new ActionEntityProcessor();
  const entity = await processor.preProcessEntity(file);
  if (!(await processor.validateEntityKind(entity))) {
    throw new Error('not an Action of ours');
  }
  return processor.postProcessEntity(entity, location, () => {});
}

export async function errorOf(file: Entity): Promise<string> {
  return read(file).then(
    () => 'accepted',
    (error: Error) => error.message,
  );
}
