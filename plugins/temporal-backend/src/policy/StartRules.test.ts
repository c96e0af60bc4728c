import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ActionSpec, Decision } from 'backstage-plugin-temporal-common';
import { aNamespaceMap } from '../__testUtils__/aNamespaceMap';
import { anEntity, entities } from '../__testUtils__/people';
import { grant, greeting, startRules } from '../__testUtils__/startRules';
import { OwnCatalog } from '../catalog/OwnCatalog';
import { Ownership } from './Ownership';
import type { KnownCaller } from './RunPolicy';

const PAYMENTS = 'group:default/payments';
const GREET = 'action:default/greet';
const ownership = new Ownership(
  new OwnCatalog({
    catalog: catalogServiceMock({ entities }),
    auth: mockServices.auth(),
  }),
);

const paymentsApi = anEntity(
  'Component:payments-api',
  {
    metadata: {
      name: 'payments-api',
      annotations: { 'temporal.io/environment': 'production' },
    },
  },
  { ownedBy: [PAYMENTS] },
);
const shopApi = anEntity(
  'Component:shop-api',
  {},
  { ownedBy: ['group:default/shop'] },
);

async function person(name: string): Promise<KnownCaller> {
  const entityRef = `user:default/${name}`;
  const identities = await ownership.identitiesOf(entityRef);
  return { initiator: { kind: 'user', entityRef }, identities };
}

const ci: KnownCaller = {
  initiator: { kind: 'service', subject: 'external:ci' },
  rights: { actsFor: new Set([PAYMENTS]), actions: new Set([GREET]) },
};

function reasonOf(decision: Decision): string {
  return decision.allowed ? 'allowed' : decision.reason;
}

async function answer(
  who: KnownCaller,
  allow: ActionSpec['allow'],
  target: Entity = paymentsApi,
): Promise<string> {
  return reasonOf(await startRules().decide(who, target, greeting({ allow })));
}

describe('an action’s own rules', () => {
  it.each([
    ['lets a named person in', 'sam', { users: ['user:default/sam'] }],
    ['lets a named group in', 'sam', { groups: ['group:default/orders'] }],
    ['leaves the owners in', 'ada', { users: ['user:default/sam'] }],
    [
      'leaves an owner in who is named as well',
      'ada',
      { owners: false, users: ['user:default/ada'] },
    ],
    [
      'lets a part of the owners in',
      'nina',
      { owners: false, groups: ['group:default/payments-database'] },
    ],
  ])('%s', async (_, name, allow) => {
    expect(await answer(await person(name), allow)).toBe('allowed');
  });

  it('take the right from owners who are not named, and say who is', async () => {
    const allow = {
      owners: false,
      groups: ['group:default/payments-database'],
    };
    expect(await answer(await person('ada'), allow)).toBe(
      'Only those named by Greet may run it, owners or not; ask group:default/payments-database',
    );
  });

  it('open nothing on what the action’s owner does not own', async () => {
    const everybody = { groups: ['group:default/payments'] };
    const ada = await person('ada');
    expect(await answer(ada, everybody, shopApi)).toContain(
      'You do not own component:default/shop-api',
    );
    const named = { owners: false, users: ['user:default/sam'] };
    expect(await answer(await person('sam'), named, shopApi)).toBe(
      'Greet lets nobody run it on component:default/shop-api; its owner corrects spec.allow',
    );
  });

  it('narrow the machines that configuration lists, and add none', async () => {
    expect(await answer(ci, undefined)).toBe('allowed');
    expect(await answer(ci, { machines: ['external:ci'] })).toBe('allowed');
    for (const machines of [[], ['external:other']]) {
      expect(await answer(ci, { machines })).toContain(
        'external:ci is a machine that may not start Greet',
      );
    }
    const other: KnownCaller = {
      initiator: { kind: 'service', subject: 'external:other' },
      rights: { actsFor: new Set(), actions: new Set() },
    };
    expect(await answer(other, { machines: ['external:other'] })).toContain(
      'external:other is a machine that may not start Greet',
    );
  });
});

describe('configuration', () => {
  it.each([
    ['another queue', { taskQueue: 'orders' }, {}],
    [
      'another namespace',
      {},
      { namespaces: aNamespaceMap([{ namespace: 'elsewhere' }]) },
    ],
    ['the queue of another owner', { owner: 'group:default/orders' }, {}],
    ['any queue, when none is given', {}, { taskQueues: [] }],
  ])('keeps actions off %s', async (_, spec, config) => {
    const rules = startRules(config);
    const ada = await person('ada');
    const decision = await rules.decide(ada, paymentsApi, greeting(spec));
    expect(reasonOf(decision)).toMatch(
      /may not use task queue \w+ in namespace \w+ of cluster \w+; an administrator adds it to temporal.taskQueues/,
    );
  });

  it('does not mix the namespace of one grant with the queue of another', async () => {
    const rules = startRules({
      namespaces: aNamespaceMap([{ namespace: 'elsewhere' }]),
      taskQueues: [
        grant('payments'),
        {
          owner: PAYMENTS,
          places: [{ cluster: 'default', namespace: 'elsewhere' }],
          queues: new Set(['other']),
        },
      ],
    });
    const ada = await person('ada');
    const decision = await rules.decide(ada, paymentsApi, greeting());
    expect(decision.allowed).toBe(false);
  });
});
