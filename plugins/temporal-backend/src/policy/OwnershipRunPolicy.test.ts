import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ActionSpec, Initiator } from 'backstage-plugin-temporal-common';
import express from 'express';
import { anEntity, aPerson, entities } from '../testing/people';
import { Ownership } from './Ownership';
import { OwnershipRunPolicy } from './OwnershipRunPolicy';

const PAYMENTS = 'group:default/payments';
const auth = mockServices.auth();

function aPolicy(catalog = catalogServiceMock({ entities })) {
  return new OwnershipRunPolicy({
    ownership: new Ownership({ catalog, auth }),
    taskQueues: new Map([
      [PAYMENTS, new Set(['payments'])],
      ['group:default/orders', new Set(['payments'])],
    ]),
  });
}

function aCaller(initiator: Initiator) {
  const credentials = mockCredentials.user();
  const request: express.Request = Object.create(express.request);
  return { initiator, credentials, door: 'http', request } as const;
}

const person = (name: string) =>
  aCaller({ kind: 'user', entityRef: `user:default/${name}` });

function anAction(spec: Partial<ActionSpec> = {}) {
  return {
    ref: 'action:default/greet',
    title: 'Greet',
    spec: {
      owner: PAYMENTS,
      workflowType: 'greet',
      taskQueue: 'payments',
      targets: { kind: 'component' },
      ...spec,
    },
  };
}

const paymentsApi = anEntity(
  'Component:payments-api',
  {},
  { ownedBy: [PAYMENTS] },
);

async function mayStart(
  name: string,
  spec: Partial<ActionSpec> = {},
  target: Entity = paymentsApi,
) {
  const [decision] = await aPolicy().mayStart(person(name), target, [
    anAction(spec),
  ]);
  return decision.allowed || decision.reason;
}

describe('who may start', () => {
  it.each([
    ['an owner', 'ada', {}, true],
    ['an owner through a nested group', 'nina', {}, true],
    ['a stranger', 'sam', {}, expect.stringContaining('You do not own')],
    [
      'a person in no catalog',
      'noel',
      {},
      expect.stringContaining('not in the catalog'),
    ],
    [
      'a person the action names',
      'sam',
      { allow: { users: ['user:default/sam'] } },
      true,
    ],
    [
      'a member of a group the action names',
      'sam',
      { allow: { groups: ['group:default/orders'] } },
      true,
    ],
    [
      'a person named by an action whose owner does not own the target',
      'sam',
      { owner: 'group:default/orders', allow: { users: ['user:default/sam'] } },
      expect.stringContaining('You do not own'),
    ],
    [
      'an owner, of an action on a queue its owner may not use',
      'ada',
      { taskQueue: 'orders' },
      expect.stringContaining('temporal.taskQueues'),
    ],
  ])('%s', async (_, name, spec, answer) => {
    expect(await mayStart(name, spec)).toEqual(answer);
  });

  it('nobody, on what has no owner', async () => {
    const ownerless = anEntity('Component:ownerless');
    expect(await mayStart('ada', {}, ownerless)).toContain('has no owner');
  });

  it('no machine', async () => {
    const machine = aCaller({ kind: 'service', subject: 'external:ci' });
    const decisions = await aPolicy().mayStart(machine, paymentsApi, [
      anAction(),
    ]);
    expect(decisions).toEqual([
      {
        allowed: false,
        reason: expect.stringContaining('external:ci is a machine'),
        ask: [PAYMENTS],
      },
    ]);
  });

  it('nobody, while the catalog is down', async () => {
    const catalog = catalogServiceMock.mock({
      getEntitiesByRefs: () => Promise.reject(new Error('no catalog')),
    });
    const decisions = aPolicy(catalog).mayStart(person('ada'), paymentsApi, [
      anAction(),
    ]);
    await expect(decisions).rejects.toThrow('no catalog');
  });
});

describe('identities', () => {
  it('come from all groups above, also when they form a cycle', async () => {
    const catalog = catalogServiceMock({ entities });
    const found = await new Ownership({ catalog, auth }).identitiesOf(
      'user:default/nina',
    );
    expect(found).toEqual(
      new Set([
        'user:default/nina',
        'group:default/payments-database',
        PAYMENTS,
        'group:default/bank',
        'group:default/orders',
      ]),
    );
  });

  it('end with the group a person has just left', async () => {
    const moved = entities.map(entity =>
      entity.metadata.name === 'ada'
        ? aPerson('ada', ['group:default/lonely'])
        : entity,
    );
    const catalog = catalogServiceMock({ entities: moved });
    const ownership = new Ownership({ catalog, auth });
    const found = await ownership.identitiesOf('user:default/ada');
    expect(found?.has(PAYMENTS)).toBe(false);
  });
});
