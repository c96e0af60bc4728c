import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { randomUUID } from 'node:crypto';
import { Actions } from '../actions/Actions';
import { CatalogActionSource } from '../actions/CatalogActionSource';
import { ApprovalRules } from '../approvals/ApprovalRules';
import { OwnCatalog } from '../catalog/OwnCatalog';
import { migrate } from '../database';
import type { ApprovalDemand } from '../policy/rights';
import { Ownership } from '../policy/Ownership';
import { OwnershipRunPolicy } from '../policy/OwnershipRunPolicy';
import { DatabaseRunLedger } from '../runs/DatabaseRunLedger';
import { LedgerClock } from '../runs/LedgerClock';
import { RunAttempts } from '../runs/RunAttempts';
import { aRetry } from '../__testUtils__/aRetry';
import { aRun } from '../__testUtils__/aRun';
import { answering } from '../__testUtils__/answering';
import { targetSight } from '../__testUtils__/targetSight';
import { startRules } from '../__testUtils__/startRules';
import { anAction, anEntity, aPerson, entities } from '../__testUtils__/people';
import { Authorization } from './Authorization';
import { SigningKeys } from './SigningKeys';
import { Statements } from './Statements';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** The test catalog with some entities changed, by kind and name. */
function changed(...changes: Entity[]): Entity[] {
  const key = (entity: Entity) =>
    `${entity.kind}/${entity.metadata.name}`.toLowerCase();
  const names = new Set(changes.map(key));
  return [...entities.filter(entity => !names.has(key(entity))), ...changes];
}

async function aDesk(demands: readonly ApprovalDemand[] = []) {
  const knex = await databases.init('SQLITE_3');
  await migrate(knex);
  const clock = new LedgerClock(knex);
  const ledger = new DatabaseRunLedger(knex, clock);
  const attempts = new RunAttempts(knex, clock);
  const statements = new Statements(new SigningKeys(knex));
  let now: Entity[] = entities;
  const service = catalogServiceMock.mock({
    getEntitiesByRefs: (request, options) =>
      catalogServiceMock({ entities: now }).getEntitiesByRefs(request, options),
  });
  const catalog = new OwnCatalog({
    catalog: service,
    auth: mockServices.auth(),
  });
  const logger = mockServices.logger.mock();
  const policy = new OwnershipRunPolicy({
    ownership: new Ownership(catalog),
    start: startRules(),
    machines: new Map(),
    auditReaders: [],
    answering: answering(service),
    targets: targetSight(service),
  });
  const actions = new Actions([new CatalogActionSource(catalog, logger)]);
  const approvals = new ApprovalRules(demands);
  const deps = { ledger, statements, catalog, actions, policy, approvals };
  const authorization = new Authorization(deps);
  const { jws } = await statements.sign({
    runId: randomUUID(),
    attempt: 1,
    workflowType: 'greet',
    namespace: 'default',
    initiator: { kind: 'user', entityRef: 'user:default/ada' },
    owners: [],
    action: { ref: 'action:default/greet', digest: 'd' },
    target: { entityRef: 'component:default/payments-api' },
    inputDigest: 'i',
    approvalRequired: false,
    startBy: 1,
  });
  const { runId } = await statements.read(jws);
  await ledger.insert(aRun({ id: runId, statement: jws }));
  const request = { statement: jws, namespace: 'default', scope: 'wipe' };
  return {
    ledger,
    authorization,
    request,
    runId,
    becomes: (...changes: Entity[]) => {
      now = changed(...changes);
    },
    leaves: (name: string) => {
      now = entities.filter(entity => entity.metadata.name !== name);
    },
    admitted: () => ledger.started(runId, randomUUID()),
    retriedBy: async (name: string) => {
      const run = { id: runId, attempt: 1 };
      const end = { closedAt: new Date(), timeline: [] };
      await ledger.close(run, { ...end, status: 'failed' });
      await attempts.reopen(run, aRetry(name), new Date());
    },
    ask: async () => authorization.decide(await authorization.runOf(request)),
  };
}

describe('asking again inside a run', () => {
  it('answers yes while the initiator owns the target', async () => {
    const desk = await aDesk();
    await desk.admitted();
    expect(await desk.ask()).toEqual({ allowed: true });
  });

  it.each([
    [
      'the initiator has left the owning group',
      aPerson('ada', ['group:default/orders']),
      'You do not own',
    ],
    [
      'the target has another owner',
      anEntity(
        'Component:payments-api',
        {},
        { ownedBy: ['group:default/lonely'] },
      ),
      'You do not own',
    ],
    [
      'the action is for other targets now',
      anAction('greet', { targets: { kind: 'api' } }),
      'no longer for component:default/payments-api',
    ],
    [
      'the action may not use its queue any more',
      anAction('greet', { owner: 'group:default/orders' }),
      'may not use task queue',
    ],
  ])('answers no when %s', async (_, change, reason) => {
    const desk = await aDesk();
    await desk.admitted();
    desk.becomes(change);
    expect(await desk.ask()).toMatchObject({
      allowed: false,
      reason: expect.stringContaining(reason),
    });
  });

  it('answers no when the initiator has left the catalog', async () => {
    const desk = await aDesk();
    await desk.admitted();
    desk.leaves('ada');
    expect(await desk.ask()).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('is not in the catalog'),
    });
  });

  it('asks in a later attempt about whoever asked for it, too', async () => {
    const desk = await aDesk();
    await desk.admitted();
    await desk.retriedBy('nina');
    expect(await desk.ask()).toEqual({ allowed: true });
    desk.becomes(aPerson('nina', ['group:default/orders']));
    expect(await desk.ask()).toMatchObject({ allowed: false });
    desk.becomes(aPerson('ada', ['group:default/orders']));
    expect(await desk.ask()).toMatchObject({ allowed: false });
  });

  it('answers no where an approval is demanded that the run has not', async () => {
    const approvers = ['group:default/security'];
    const desk = await aDesk([{ targets: { kind: 'component' }, approvers }]);
    await desk.admitted();
    expect(await desk.ask()).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('was not approved'),
    });
    await desk.ledger.approved(desk.runId);
    expect(await desk.ask()).toEqual({ allowed: true });
  });

  it('answers only about a run that was admitted and is open', async () => {
    const desk = await aDesk();
    await expect(desk.ask()).rejects.toThrow('not the one of an open run');
    await desk.admitted();
    await desk.ask();
    const end = { closedAt: new Date(), timeline: [] };
    await desk.ledger.close(
      { id: desk.runId, attempt: 1 },
      { ...end, status: 'succeeded' },
    );
    await expect(desk.ask()).rejects.toThrow('not the one of an open run');
  });

  it('answers nobody from another namespace', async () => {
    const desk = await aDesk();
    await desk.admitted();
    const elsewhere = { ...desk.request, namespace: 'elsewhere' };
    await expect(desk.authorization.runOf(elsewhere)).rejects.toThrow(
      'open run in namespace elsewhere',
    );
  });
});
