import { mockServices } from '@backstage/backend-test-utils';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { temporal as proto } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { ensureSearchAttributes } from './temporal/searchAttributes';
import { TemporalConnection } from './temporal/TemporalConnection';
import { aHouse } from './__testUtils__/aHouse';
import { startTemporal } from './__testUtils__/temporalServer';

jest.setTimeout(120_000);

const { INDEXED_VALUE_TYPE_INT } = proto.api.enums.v1.IndexedValueType;

interface ScheduledTask {
  readonly id: string;
  readonly timeout: HumanDuration;
}

describe('starting up', () => {
  let temporal: TestWorkflowEnvironment;

  beforeAll(async () => {
    temporal = await startTemporal();
    await temporal.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: { number: INDEXED_VALUE_TYPE_INT },
    });
  });

  afterAll(() => temporal?.teardown());

  const refused = async (config: Record<string, unknown>) => {
    const { address } = temporal;
    const house = await aHouse({ address, temporal: config }).catch(String);
    return typeof house === 'string' ? house : house.stop();
  };

  it('stops at a search attribute of another type, and says which config renames it', async () => {
    expect(
      await refused({ searchAttributes: { initiator: 'number' } }),
    ).toMatch(/number exists .* temporal\.searchAttributes\.initiator/);
  });

  it('lets two replicas add the search attributes at the same time', async () => {
    const { address } = temporal;
    const names = { target: 'target_of_two', initiator: 'initiator_of_two' };
    const prepare = async () => {
      const connection = TemporalConnection.lazy({
        address,
        namespace: 'default',
      });
      await ensureSearchAttributes(connection, names);
      await connection.close();
    };
    const prepared = Promise.all([1, 2, 3, 4].map(prepare));
    await expect(prepared).resolves.toHaveLength(4);
  });

  it('stops at a namespace that is not there, and says how to make it', async () => {
    expect(await refused({ namespace: 'elsewhere' })).toMatch(
      /no namespace elsewhere.*namespace create/,
    );
  });

  it('holds the reconciler’s lock briefly, for nobody gives back that of who was killed', async () => {
    const scheduler = Object.getPrototypeOf(mockServices.scheduler());
    const scheduling = jest.spyOn(scheduler, 'scheduleTask');
    const house = await aHouse({ address: temporal.address });
    await house.stop();
    const tasks = scheduling.mock.calls.map(([task]) => task as ScheduledTask);
    scheduling.mockRestore();
    const locked = tasks
      .filter(({ id }) => id === 'temporal-reconcile')
      .map(({ timeout }) => durationToMilliseconds(timeout));
    expect(locked).toEqual([60_000]);
  });

  it('stops at a wrong value, and names its key', async () => {
    expect(await refused({ ui: { address: 'ftp://localhost' } })).toContain(
      'temporal.ui.address must be an http(s) URL',
    );
  });
});
