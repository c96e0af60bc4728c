import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { GroupTreeOwnershipResolver } from './GroupTreeOwnershipResolver';

function anEntity(ref: string, type?: string, targetRef = ''): Entity {
  const [kind, name] = ref.split(':');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { namespace: 'default', name },
    relations: type ? [{ type, targetRef }] : [],
  };
}

const ada = anEntity('User:ada', 'memberOf', 'group:default/database');

function aResolver(entities: Entity[]) {
  const catalog = catalogServiceMock({ entities });
  return new GroupTreeOwnershipResolver({
    auth: mockServices.auth(),
    catalog,
  });
}

describe('ownership at sign-in', () => {
  it('reaches every group above the person’s own', async () => {
    const resolver = aResolver([
      anEntity('Group:database', 'childOf', 'group:default/payments'),
      anEntity('Group:payments', 'childOf', 'group:default/bank'),
      anEntity('Group:bank'),
      anEntity('Group:orders', 'childOf', 'group:default/bank'),
    ]);
    await expect(resolver.resolveOwnershipEntityRefs(ada)).resolves.toEqual({
      ownershipEntityRefs: [
        'user:default/ada',
        'group:default/database',
        'group:default/payments',
        'group:default/bank',
      ],
    });
  });

  it('ends in a cycle of groups, and at a group that is missing', async () => {
    const resolver = aResolver([
      anEntity('Group:database', 'childOf', 'group:default/payments'),
      anEntity('Group:payments', 'childOf', 'group:default/database'),
    ]);
    const { ownershipEntityRefs } = await resolver.resolveOwnershipEntityRefs(
      ada,
    );
    expect(ownershipEntityRefs).toHaveLength(3);
    await expect(
      aResolver([]).resolveOwnershipEntityRefs(ada),
    ).resolves.toEqual({
      ownershipEntityRefs: ['user:default/ada', 'group:default/database'],
    });
  });

  it('is not resolved at all while the catalog can’t be asked', async () => {
    const catalog = catalogServiceMock.mock({
      getEntitiesByRefs: async () => {
        throw new Error('The catalog is down');
      },
    });
    const resolver = new GroupTreeOwnershipResolver({
      auth: mockServices.auth(),
      catalog,
    });
    await expect(resolver.resolveOwnershipEntityRefs(ada)).rejects.toThrow(
      'The catalog is down',
    );
  });
});
