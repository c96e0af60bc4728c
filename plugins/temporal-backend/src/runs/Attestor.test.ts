import { TestDatabases } from '@backstage/backend-test-utils';
import { initiatorRef } from 'backstage-plugin-temporal-common';
import { randomUUID } from 'node:crypto';
import { aLedger } from '../__testUtils__/aLedger';
import { searchAttributes } from '../__testUtils__/aReconciler';
import { anAdoptedRun } from '../__testUtils__/anAdoptedRun';
import { aRun } from '../__testUtils__/aRun';
import { aTrail } from '../__testUtils__/aTrail';
import { elsewhere } from '../__testUtils__/elsewhere';
import { PLACE, someNamespaces } from '../__testUtils__/someNamespaces';
import { startTemporal } from '../__testUtils__/temporalServer';
import { migrate } from '../database';
import { ensureSearchAttributes } from '../temporal/searchAttributes';
import { TemporalCluster } from '../temporal/TemporalCluster';
import { toExported } from './ExportedRun';
import { presentRun } from './presentRun';
import type { LedgerRun } from './RunLedger';
import { RunList } from './RunList';

jest.setTimeout(60_000);

const DIFFERING = 'temporal.attestations.differing';
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const temporal = someNamespaces('127.0.0.1:1');
const mallory = { type: 'jwt', name: 'user:default/mallory' };

describe.each(databases.eachSupportedId())('attestations in %s', databaseId => {
  afterAll(() => temporal.close());

  /** A ledger with one run that Ada started, and two replicas that look. */
  async function aHouse() {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    const { ledger } = aLedger(knex, temporal);
    const get = async (id: string): Promise<LedgerRun> => {
      const run = await ledger.get(id);
      if (!run) throw new Error(`There is no run ${id}`);
      return run;
    };
    const { id } = aRun();
    await ledger.insert(aRun({ id }));
    await ledger.started(id, randomUUID());
    const adopt = async (of: ReturnType<typeof anAdoptedRun>) => {
      await ledger.adopt(of);
      return get(of.id);
    };
    const replica = aTrail(knex);
    const run = await get(id);
    return { ...replica, other: aTrail(knex), knex, run, get, adopt };
  }

  it('show whom Temporal names, and say nothing if it is who asked', async () => {
    const { attestor, counted, knex, logger, run, get, rows } = await aHouse();
    const ada = { type: 'jwt', name: initiatorRef(run.initiator) };
    await attestor.note(run, ada);
    const known = await get(run.id);
    expect(presentRun(known, false).attestation).toEqual({
      principal: ada,
      matches: true,
    });
    expect(known.version).toBeGreaterThan(run.version);
    const { items } = await new RunList(knex).page(
      { filters: {} },
      { limit: 1 },
    );
    expect(items.map(toExported)).toMatchObject([
      { id: run.id, principal: ada.name, principalMatches: true },
    ]);
    expect(await rows()).toEqual([]);
    expect(logger.warn).not.toHaveBeenCalled();
    expect(counted(DIFFERING)).toBe(0);
  });

  it('raise the alarm about somebody else once, whoever looks, and how often', async () => {
    const { attestor, other, counted, run, get, ...one } = await aHouse();
    await Promise.all([
      attestor.note(run, mallory),
      other.attestor.note(run, mallory),
    ]);
    await other.attestor.note(await get(run.id), mallory);
    const known = await get(run.id);
    expect(presentRun(known, false).attestation).toEqual({
      principal: mallory,
      matches: false,
    });
    expect(known.version).toBeGreaterThan(run.version);
    const why =
      'Temporal names user:default/mallory (jwt) as the one who started it, but its initiator is user:default/ada';
    expect(await one.rows()).toMatchObject([
      {
        event: 'run-attest',
        caller: 'plugin:temporal',
        outcome: 'failed',
        reason: why,
        run: run.id,
        initiator: 'user:default/ada',
        target: 'component:default/payments-api',
        details: { principal: 'user:default/mallory', principalType: 'jwt' },
      },
    ]);
    const copies = [...one.recorded, ...other.recorded].filter(
      ({ eventId }) => eventId === 'run-attest',
    );
    expect(copies).toMatchObject([{ severityLevel: 'high' }]);
    expect(counted(DIFFERING) + other.counted(DIFFERING)).toBe(1);
    const told = [one.logger, other.logger].flatMap(
      ({ warn }) => warn.mock.calls,
    );
    expect(told).toEqual([[`Run ${run.id}: ${why}`]]);
  });

  it('do not put the alarm among the records of whom a stranger claims to be', async () => {
    const { attestor, adopt, rows } = await aHouse();
    await attestor.note(await adopt(anAdoptedRun()), mallory);
    const [record] = await rows();
    expect(record.initiator).toBeUndefined();
    expect(record).toMatchObject({
      reason: expect.stringContaining('it claims to be started by'),
      details: { claimed: 'user:default/ada' },
    });
  });

  it('take a name for a name, whatever is in it', async () => {
    const { attestor, logger, run, get, rows } = await aHouse();
    const name = 'user:default/ada\u0000\n\u202e[forged] all is well';
    await attestor.note(run, { type: 'jwt', name });
    const known = await get(run.id);
    expect(known.principal).toEqual({ type: 'jwt', name });
    expect(presentRun(known, false).attestation?.matches).toBe(false);
    const [[line]] = logger.warn.mock.calls;
    const [{ reason }] = await rows();
    expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(reason).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('write nothing that is not on the record, and so look again', async () => {
    const { attestor, counted, knex, run, get } = await aHouse();
    await knex.schema.renameTable('audit_records', 'away');
    await expect(attestor.note(run, mallory)).rejects.toThrow(
      'It could not be recorded in the audit',
    );
    expect(await get(run.id)).toEqual(run);
    expect(counted(DIFFERING)).toBe(0);
    await knex.schema.renameTable('away', 'audit_records');
    await attestor.note(run, mallory);
    expect((await get(run.id)).principal).toEqual(mallory);
  });

  it('are of no use without tokens in callers’ names, and are left alone for good', async () => {
    const { attestor, run, get } = await aHouse();
    await attestor.look(temporal.of(run));
    const { attestedAt, version } = await get(run.id);
    expect(attestedAt).toBeDefined();
    expect(version).toBe(run.version);
    await attestor.note(run, mallory);
    expect((await get(run.id)).principal).toBeUndefined();
  });

  it('are asked for once, also where there are none, or nothing is left to ask', async () => {
    const server = await startTemporal();
    const cluster = new TemporalCluster({
      ...{ name: PLACE.cluster, setting: 'temporal.clusters[0]', files: {} },
      address: server.address,
      jwt: {
        audience: 'temporal',
        ...{ lifetimeMs: 1, rotateAfterMs: 1, publishFirstMs: 1 },
      },
    });
    const here = cluster.namespace(PLACE.namespace);
    await ensureSearchAttributes(here, searchAttributes);
    const { adopt, attestor, counted, get, run } = await aHouse();
    const { firstExecutionRunId: id, workflowId } = await elsewhere(here);
    const temporalRunId = id;
    await adopt(anAdoptedRun({ id, workflowId, temporalRunId }));
    await attestor.look(here);
    // The development server names nobody; of the other run it knows nothing.
    for (const looked of [await get(id), await get(run.id)]) {
      expect(looked.attestedAt).toBeDefined();
      expect(looked.principal).toBeUndefined();
    }
    expect(counted(DIFFERING)).toBe(0);
    await cluster.close();
    await server.teardown();
  });
});
