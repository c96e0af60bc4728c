import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';

const PAYMENTS = 'group:default/payments';

/** An entity with the relations that the catalog would have made. */
export function anEntity(
  ref: string,
  rest: Partial<Entity> = {},
  relations: Record<string, readonly string[]> = {},
): Entity {
  const [kind, name] = ref.split(':');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    ...rest,
    metadata: { namespace: 'default', name, ...rest.metadata },
    relations: Object.entries(relations).flatMap(([type, targets]) =>
      targets.map(targetRef => ({ type, targetRef })),
    ),
  };
}

export function aPerson(
  name: string,
  memberOf: readonly string[],
  email?: string,
): Entity {
  const spec = email ? { profile: { email } } : {};
  return anEntity(`User:${name}`, { spec }, { memberOf });
}

const opposites: Record<string, string> = {
  memberOf: 'hasMember',
  childOf: 'parentOf',
};

/** The same entities with the relations that the catalog adds on the other side. */
export function bothWays(all: readonly Entity[]): Entity[] {
  return all.map(entity => {
    const ref = stringifyEntityRef(entity);
    const added = all.flatMap(other =>
      (other.relations ?? []).flatMap(({ type, targetRef }) =>
        targetRef === ref && opposites[type]
          ? [{ type: opposites[type], targetRef: stringifyEntityRef(other) }]
          : [],
      ),
    );
    return { ...entity, relations: [...(entity.relations ?? []), ...added] };
  });
}

export function anAction(name: string, spec: Record<string, unknown> = {}) {
  return anEntity(`Action:${name}`, {
    apiVersion: 'temporal.io/v1alpha1',
    metadata: { name, title: name },
    spec: {
      owner: PAYMENTS,
      workflowType: 'greet',
      taskQueue: 'payments',
      targets: { kind: 'component' },
      input: {
        type: 'object',
        properties: { name: { type: 'string', minLength: 2 } },
        required: ['name'],
      },
      ...spec,
    },
  });
}

/** Ada owns payments-api, Nina by a nested group; Sam does not. */
export const entities: Entity[] = [
  aPerson('ada', [PAYMENTS]),
  aPerson('nina', ['group:default/payments-database']),
  aPerson('sam', ['group:default/orders']),
  anEntity('Group:payments', {}, { childOf: ['group:default/bank'] }),
  anEntity('Group:payments-database', {}, { childOf: [PAYMENTS] }),
  anEntity('Group:orders', {}, { childOf: ['group:default/bank'] }),
  // A cycle must not hang anybody's request.
  anEntity('Group:bank', {}, { childOf: ['group:default/orders'] }),
  anEntity(
    'Component:payments-api',
    {
      metadata: {
        name: 'payments-api',
        annotations: { 'temporal.io/environment': 'production' },
      },
    },
    { ownedBy: [PAYMENTS] },
  ),
  anEntity('Component:ownerless'),
  anEntity('API:payments-contract', {}, { ownedBy: [PAYMENTS] }),
  anAction('greet'),
  anAction('greet-once', { onePerTarget: true }),
  anAction('greet-by-sam', { allow: { users: ['user:default/sam'] } }),
  anAction('foreign-queue', { taskQueue: 'orders' }),
];
