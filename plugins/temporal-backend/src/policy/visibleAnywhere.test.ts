import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  initiatorRef,
  runReadPermission,
  type Answerers,
  type Initiator,
} from 'backstage-plugin-temporal-common';
import { anAdoptedRun } from '../__testUtils__/anAdoptedRun';
import { aRun } from '../__testUtils__/aRun';
import { entities } from '../__testUtils__/people';
import { startRules } from '../__testUtils__/startRules';
import { CatalogSight } from '../catalog/CatalogSight';
import { OwnCatalog } from '../catalog/OwnCatalog';
import { migrate } from '../database';
import { QuestionBook } from '../questions/QuestionBook';
import { DatabaseRunLedger } from '../runs/DatabaseRunLedger';
import { LedgerClock } from '../runs/LedgerClock';
import type { Outcome } from '../runs/RunLedger';
import { RunList } from '../runs/RunList';
import { Answering } from './Answering';
import { Ownership } from './Ownership';
import { OwnershipRunPolicy } from './OwnershipRunPolicy';
import { People } from './People';
import { PermissionRunPolicy } from './PermissionRunPolicy';
import {
  createRunConditionalDecision,
  factsOf,
  runConditions,
} from './runRules';
import { TargetSight } from './TargetSight';
import { NO_RUNS } from './VisibleRuns';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const PAYMENTS = 'group:default/payments';
const ORDERS = 'group:default/orders';
const targets = [
  'component:default/payments-api',
  'component:default/ownerless',
  'api:default/payments-contract',
  'component:default/gone',
];
const user = (name: string): Initiator => ({
  kind: 'user',
  entityRef: `user:default/${name}`,
});
const ci: Initiator = { kind: 'service', subject: 'external:ci' };
const initiators = [user('ada'), user('sam'), ci];
const asked: (Answerers | undefined)[] = [
  undefined,
  { owners: true },
  { groups: [ORDERS] },
  { users: ['user:default/nina'] },
];

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };
const someEntities: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: { rule: 'HAS_LABEL', resourceType: 'catalog-entity', params: {} },
};
const someRuns = createRunConditionalDecision(runReadPermission, {
  anyOf: [
    runConditions.isInitiator({ refs: ['user:default/sam'] }),
    { not: runConditions.isTargetOwner({ owners: [ORDERS] }) },
  ],
});

/** What the catalog shows of the targets to people for whom it has conditions. */
const shownTo: Record<string, readonly string[]> = {
  ada: [targets[0]],
  nina: [],
  sam: [targets[1], targets[2]],
  noel: [targets[0]],
};

function aQuestion(
  runId: string,
  who: Answerers,
  kind: 'approval' | 'question',
) {
  return {
    runId,
    attempt: 1,
    key: 'go-on',
    kind,
    workflowId: runId,
    title: 'Go on?',
    schema: { type: 'object' },
    who,
    quorum: 1,
    reasonRequired: false,
    digest: 'd',
  };
}

const endedWell = (): Outcome => ({
  status: 'succeeded',
  closedAt: new Date(),
  timeline: [],
});

/** A run of each kind there is, by target, initiator, owners and question. */
const kinds = targets.flatMap(entityRef =>
  initiators.flatMap(initiator =>
    asked.flatMap(who =>
      [[PAYMENTS], [ORDERS, PAYMENTS]].flatMap(owners =>
        [false, true].map(closed => ({
          closed,
          who,
          kind: who?.groups ? ('approval' as const) : ('question' as const),
          run: aRun({ target: { entityRef }, initiator, owners }),
        })),
      ),
    ),
  ),
);

describe.each(databases.eachSupportedId())('what lists show in %s', id => {
  let lists: RunList;
  let book: QuestionBook;

  beforeAll(async () => {
    const knex = await databases.init(id);
    await migrate(knex);
    const clock = new LedgerClock(knex);
    const ledger = new DatabaseRunLedger(knex, clock);
    lists = new RunList(knex);
    book = new QuestionBook(knex, clock);
    for (const { closed, kind, run, who } of kinds) {
      await ledger.insert(run);
      if (who) await book.open(aQuestion(run.id, who, kind), []);
      if (closed) await ledger.close(run, endedWell());
    }
    for (const entityRef of targets) {
      await ledger.adopt(anAdoptedRun({ target: { entityRef } }));
    }
  });

  function aPolicy(catalogRead: PolicyDecision, runRead: PolicyDecision) {
    const real = catalogServiceMock({ entities });
    const sees = (options: unknown, ref: string) => {
      const [, name] =
        /user:default\/(\w+)/.exec(JSON.stringify(options)) ?? [];
      if (!name || catalogRead.result === AuthorizeResult.ALLOW) return true;
      if (catalogRead.result === AuthorizeResult.DENY) return false;
      return shownTo[name].includes(ref);
    };
    const catalog = catalogServiceMock.mock({
      getEntitiesByRefs: async (request, options) => {
        const { items } = await real.getEntitiesByRefs(request, options);
        return {
          items: items.map((entity, i) =>
            sees(options, request.entityRefs[i]) ? entity : undefined,
          ),
        };
      },
    });
    const auth = mockServices.auth();
    const own = new OwnCatalog({ catalog, auth });
    const catalogSight = new CatalogSight({ catalog, auth });
    const people = new People(own);
    const owners = new OwnershipRunPolicy({
      ownership: new Ownership(own),
      start: startRules(),
      machines: new Map([
        ['external:ci', { actsFor: new Set([PAYMENTS]), actions: new Set() }],
      ]),
      auditReaders: [],
      answering: new Answering({ book, lists, catalog: own, people }),
      targets: new TargetSight({
        catalogSight,
        targets: () => lists.targets(),
      }),
    });
    const permissions = mockServices.permissions.mock({
      authorizeConditional: async requests =>
        requests.map(({ permission }) =>
          permission.name === 'catalog.entity.read' ? catalogRead : runRead,
        ),
    });
    return {
      catalogSight,
      policy: new PermissionRunPolicy(owners, permissions),
    };
  }

  const people = ['ada', 'nina', 'sam', 'noel'].map(user);
  const policies = [ALLOW, someEntities, DENY].flatMap(catalogRead =>
    [ALLOW, someRuns, DENY].map(runRead => ({ catalogRead, runRead })),
  );
  const cases = policies.flatMap(policy =>
    [...people, ci].map(initiator => ({
      ...policy,
      initiator,
      who: initiatorRef(initiator),
    })),
  );

  it.each(cases)(
    'is what $who may see, with the catalog $catalogRead.result and runs $runRead.result',
    async ({ catalogRead, initiator, runRead }) => {
      const { catalogSight, policy } = aPolicy(catalogRead, runRead);
      const credentials =
        initiator.kind === 'user'
          ? mockCredentials.user(initiator.entityRef)
          : mockCredentials.service(initiator.subject);
      const caller = { initiator, credentials };
      const who = await policy.identify(caller);
      const visible = await policy.visibleAnywhere(who);
      const { criteria, includes } = visible.visible ? visible.value : NO_RUNS;
      const listed = new Set<string>();
      for await (const run of lists.all({ filters: {}, criteria })) {
        listed.add(run.id);
      }
      for await (const run of lists.all({ filters: {} })) {
        const { entityRef } = run.target;
        const seen = await catalogSight.seenBy(caller, [entityRef]);
        const may = await policy.maySee(who, run, seen.get(entityRef));
        const heard = includes({
          runId: run.id,
          targetRef: entityRef,
          facts: factsOf(run),
        });
        const { allowed } = may;
        expect({ run, listed: listed.has(run.id), heard }).toEqual({
          run,
          listed: allowed,
          heard: allowed,
        });
      }
    },
  );
});
