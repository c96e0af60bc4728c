import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { anAction, anEntity, aPerson, bothWays } from './people';

const PAYMENTS = 'group:default/payments';
const ORDERS = 'group:default/orders';

/** Whom the tests let read the audit. */
export const READERS = ['group:default/platform-admins'];

function entitiesWith(faysGroup: string) {
  return bothWays([
    aPerson('ada', [PAYMENTS]),
    aPerson('nina', ['group:default/payments-database']),
    aPerson('fay', [`group:default/${faysGroup}`]),
    aPerson('sam', [ORDERS]),
    aPerson('sofia', ['group:default/security']),
    aPerson('pat', READERS),
    aPerson('olga', []),
    anEntity('Group:payments'),
    anEntity('Group:payments-database', {}, { childOf: [PAYMENTS] }),
    anEntity('Group:orders'),
    anEntity('Component:payments-api', {}, { ownedBy: [PAYMENTS] }),
    anEntity('Component:orders-api', {}, { ownedBy: [ORDERS] }),
    anEntity('Group:security'),
    anAction('greet'),
    anAction('guarded', {
      approval: { who: { groups: ['group:default/security'] } },
    }),
  ]);
}

const isOlgas = (options: unknown) =>
  JSON.stringify(options).includes('user:default/olga');

/**
 * A catalog of two teams with everybody around them. Fay can be moved between
 * teams; olga may see nothing in it.
 */
export function aCrowd() {
  let now = catalogServiceMock({ entities: entitiesWith('elsewhere') });
  const catalog = catalogServiceMock.mock({
    getEntities: (request, options) => now.getEntities(request, options),
    getEntitiesByRefs: async (request, options) => {
      const { items } = await now.getEntitiesByRefs(request, options);
      return { items: isOlgas(options) ? items.map(() => undefined) : items };
    },
    getEntityByRef: async (ref, options) =>
      isOlgas(options) ? undefined : now.getEntityByRef(ref, options),
  });
  return {
    catalog,
    moveFay: (group: string) => {
      now = catalogServiceMock({ entities: entitiesWith(group) });
    },
  };
}
