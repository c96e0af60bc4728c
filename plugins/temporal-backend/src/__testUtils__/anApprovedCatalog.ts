import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { anAction, anEntity, aPerson, bothWays } from './people';

const PAYMENTS = 'group:default/payments';
const SECURITY = 'group:default/security';

const by = (groups: readonly string[], rest: object = {}) => ({
  approval: { who: { groups }, ...rest },
});

/** A hundred people who may all approve. */
const crowd = Array.from({ length: 100 }, (_, i) => `one-of-many-${i}`);

function entitiesWith(moved: Record<string, string>) {
  const person = (name: string, group: string, email?: string) =>
    aPerson(name, [moved[name] ?? group], email);
  return bothWays([
    person('ada', PAYMENTS, 'ada@example.com'),
    person('alias', SECURITY, 'Ada@Example.com'),
    person('nina', PAYMENTS),
    person('sofia', SECURITY, 'sofia@example.com'),
    person('sofias-other-self', SECURITY, 'SOFIA@example.com'),
    // By a group within the group.
    person('simon', 'group:default/secrets'),
    person('pat', 'group:default/platform-admins'),
    ...crowd.map(name => person(name, 'group:default/many')),
    anEntity('Group:payments'),
    anEntity('Group:security'),
    anEntity('Group:secrets', {}, { childOf: [SECURITY] }),
    anEntity('Group:many'),
    anEntity('Group:orders'),
    anEntity('Group:empty'),
    anEntity('Group:lonely'),
    aPerson('lone-ada', ['group:default/lonely'], 'ada@example.com'),
    anEntity('Component:payments-api', {}, { ownedBy: [PAYMENTS] }),
    anAction('greet'),
    anAction('guarded', by([SECURITY])),
    anAction('guarded-by-two', by([SECURITY], { quorum: 2 })),
    anAction('guarded-by-many', by(['group:default/many'])),
    anAction('guarded-by-nobody', by(['group:default/empty'])),
    anAction('guarded-by-nothing', by(['group:default/gone'])),
    anAction('guarded-by-oneself', by(['group:default/lonely'])),
    anAction('guarded-with-reason', by([SECURITY], { reasonRequired: true })),
    anAction(
      'guarded-for-root',
      by([SECURITY], { when: { 'input.name': 'root' } }),
    ),
  ]);
}

/** A catalog in which payments asks and security approves; people move. */
export function anApprovedCatalog() {
  const moved: Record<string, string> = {};
  let now = catalogServiceMock({ entities: entitiesWith(moved) });
  const service = catalogServiceMock.mock({
    getEntities: (request, options) => now.getEntities(request, options),
    getEntitiesByRefs: (request, options) =>
      now.getEntitiesByRefs(request, options),
    getEntityByRef: (ref, options) => now.getEntityByRef(ref, options),
  });
  return {
    crowd,
    service,
    move: (name: string, group: string) => {
      moved[name] = group;
      now = catalogServiceMock({ entities: entitiesWith(moved) });
    },
  };
}
