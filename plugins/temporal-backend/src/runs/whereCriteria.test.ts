import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  initiatorRef,
  runReadPermission,
} from 'backstage-plugin-temporal-common';
import { migrate } from '../database';
import {
  createRunConditionalDecision,
  factsOf,
  isGivenFor,
  runConditions,
  toCriteria,
} from '../policy/runRules';
import { anAdoptedRun } from '../__testUtils__/anAdoptedRun';
import { aRun } from '../__testUtils__/aRun';
import { DatabaseRunLedger } from './DatabaseRunLedger';
import { RunList } from './RunList';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const { isInitiator, isTargetOwner, hasAction } = runConditions;
const ada = isInitiator({ refs: ['user:default/ada'] });
const both = isInitiator({ refs: ['user:default/ada', 'external:ci'] });
const payments = isTargetOwner({ owners: ['group:default/payments'] });
// `_` would match any character if owners were compared by LIKE.
const alike = isTargetOwner({ owners: ['group:default/pay_ents'] });
const nobody = isTargetOwner({ owners: [] });
const greet = hasAction({ actions: ['action:default/greet'] });
const hostile = isInitiator({ refs: ["'; DROP TABLE runs; --"] });

const runs = [
  aRun(),
  aRun({ initiator: { kind: 'user', entityRef: 'user:default/sam' } }),
  aRun({ initiator: { kind: 'service', subject: 'external:ci' } }),
  aRun({ owners: [] }),
  aRun({ owners: ['group:default/payments', 'group:default/orders'] }),
  aRun({ owners: ['group:default/orders', 'group:default/orders'] }),
  aRun({ action: { ref: 'action:default/stop', title: 'Stop', digest: 'd' } }),
];

describe.each(databases.eachSupportedId())(
  'conditions as SQL in %s',
  databaseId => {
    let ledger: DatabaseRunLedger;
    let lists: RunList;

    beforeAll(async () => {
      const knex = await databases.init(databaseId);
      await migrate(knex);
      ledger = new DatabaseRunLedger(knex);
      lists = new RunList(knex);
      for (const run of runs) await ledger.insert(run);
      // Whose name it took makes no difference to the rules.
      await ledger.adopt(anAdoptedRun());
    });

    it.each([
      ['an initiator', ada],
      ['one of several initiators', both],
      ['an owner', payments],
      ['an owner that only looks alike', alike],
      ['no owner at all', nobody],
      ['an action', greet],
      ['a hostile value', hostile],
      ['not', { not: payments }],
      ['all of', { allOf: [both, payments] }],
      ['any of', { anyOf: [ada, { not: greet }] }],
      ['not any of', { not: { anyOf: [ada, payments] } }],
      ['not all of', { not: { allOf: [ada, payments, greet] } }],
      ['nested', { allOf: [{ anyOf: [ada, both] }, { not: { not: greet } }] }],
      ['any of nothing', { anyOf: [] }],
      ['all of nothing', { allOf: [] }],
    ])('find what the rules hold for: %s', async (_, written) => {
      const conditions = JSON.parse(JSON.stringify(written));
      const decision = createRunConditionalDecision(
        runReadPermission,
        conditions,
      );
      expect(decision.result).toBe(AuthorizeResult.CONDITIONAL);
      const entityRef = 'component:default/payments-api';
      const all = { filters: { entityRef } };
      const there = (await lists.page(all, { limit: 100 })).items;
      const expected = there.filter(run => isGivenFor(decision, factsOf(run)));
      const selection = { ...all, criteria: toCriteria(conditions) };
      const page = await lists.page(selection, { limit: 100 });
      expect(page.items.map(run => run.id).sort()).toEqual(
        expected.map(run => run.id).sort(),
      );
    });

    it('fill a page with what may be seen, however much is hidden between', async () => {
      const targetRef = 'component:default/busy';
      const at = (seconds: number) => new Date(1e12 + seconds * 1000);
      for (let i = 0; i < 60; i++) {
        const who = i % 20 === 0 ? 'ada' : 'sam';
        await ledger.insert(
          aRun({
            target: { entityRef: targetRef },
            initiator: { kind: 'user', entityRef: `user:default/${who}` },
            requestedAt: at(i),
          }),
        );
      }
      const selection = {
        filters: { entityRef: targetRef },
        criteria: toCriteria(ada),
      };
      const page = await lists.page(selection, { limit: 2 });
      expect(page.items.map(run => initiatorRef(run.initiator))).toEqual([
        'user:default/ada',
        'user:default/ada',
      ]);
      const rest = await lists.page(selection, {
        limit: 2,
        cursor: page.nextCursor,
      });
      expect(rest.items.map(run => run.requestedAt)).toEqual([at(0)]);
      expect(rest.nextCursor).toBeUndefined();
    });
  },
);
