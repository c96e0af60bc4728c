import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ActionSpec, Initiator } from 'backstage-plugin-temporal-common';
import { aPolicy } from '../__testUtils__/aPolicy';
import { anEntity, aPerson, entities } from '../__testUtils__/people';
import { greeting } from '../__testUtils__/startRules';
import { OwnCatalog } from '../catalog/OwnCatalog';
import { Ownership } from './Ownership';

const PAYMENTS = 'group:default/payments';
const auth = mockServices.auth();

const person = (name: string): Initiator => ({
  kind: 'user',
  entityRef: `user:default/${name}`,
});

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
  const policy = aPolicy();
  const who = await policy.identify({ initiator: person(name) });
  const [decision] = await policy.mayStart(who, target, [greeting(spec)]);
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

  it.each([
    ['a machine that is on the list', paymentsApi, greeting(), true],
    [
      'it, on what others own',
      anEntity('Component:a', {}, { ownedBy: ['group:default/orders'] }),
      greeting(),
      false,
    ],
    [
      'it, another action',
      paymentsApi,
      { ...greeting(), ref: 'action:default/wipe' },
      false,
    ],
    [
      'it, on a queue that the owner may not use',
      paymentsApi,
      greeting({ taskQueue: 'orders' }),
      false,
    ],
  ])('%s', async (_, target, action, allowed) => {
    const policy = aPolicy();
    const initiator = { kind: 'service', subject: 'external:ci' } as const;
    const who = await policy.identify({ initiator });
    const [decision] = await policy.mayStart(who, target, [action]);
    expect(decision.allowed).toBe(allowed);
  });

  it('no machine that is not on the list', async () => {
    const machine: Initiator = { kind: 'service', subject: 'external:other' };
    await expect(aPolicy().identify({ initiator: machine })).rejects.toThrow(
      'external:other is a machine that may not start or see runs',
    );
  });

  it('nobody, while the catalog is down', async () => {
    const catalog = catalogServiceMock.mock({
      getEntitiesByRefs: () => Promise.reject(new Error('no catalog')),
    });
    await expect(
      aPolicy(catalog).identify({ initiator: person('ada') }),
    ).rejects.toThrow('no catalog');
  });
});

describe('identities', () => {
  async function identitiesOf(name: string, catalogEntities = entities) {
    const catalog = catalogServiceMock({ entities: catalogEntities });
    const ownership = new Ownership(new OwnCatalog({ catalog, auth }));
    const identities = await ownership.identitiesOf(`user:default/${name}`);
    return {
      include: (ref: string) => identities?.includeAnyOf([ref]),
      requests: jest.spyOn(catalog, 'getEntitiesByRefs'),
    };
  }

  it.each([
    'user:default/nina',
    'group:default/payments-database',
    PAYMENTS,
    'group:default/bank',
  ])('include %s for who is below it', async ref => {
    const { include } = await identitiesOf('nina');
    expect(await include(ref)).toBe(true);
  });

  it('end, although groups form a cycle', async () => {
    const { include } = await identitiesOf('nina');
    expect(await include('group:default/nowhere')).toBe(false);
  });

  it('are looked up no further than the question needs', async () => {
    const { include, requests } = await identitiesOf('ada');
    await include(PAYMENTS);
    expect(requests).not.toHaveBeenCalled();
    await include('group:default/bank');
    expect(requests).toHaveBeenCalledTimes(1);
  });

  it('leave out the group a person has just left', async () => {
    const moved = entities.map(entity =>
      entity.metadata.name === 'ada'
        ? aPerson('ada', ['group:default/lonely'])
        : entity,
    );
    const { include } = await identitiesOf('ada', moved);
    expect(await include(PAYMENTS)).toBe(false);
  });
});
