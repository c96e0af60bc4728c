import { mockServices } from '@backstage/backend-test-utils';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { tsToMs } from '@temporalio/common/lib/time';
import { temporal as proto } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { ensureSearchAttributes } from './temporal/searchAttributes';
import { aHouse } from './__testUtils__/aHouse';
import { PLACE, someNamespaces } from './__testUtils__/someNamespaces';
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
      const namespaces = someNamespaces(address);
      await ensureSearchAttributes(namespaces.of(PLACE), names);
      await namespaces.close();
    };
    const prepared = Promise.all([1, 2, 3, 4].map(prepare));
    await expect(prepared).resolves.toHaveLength(4);
  });

  it('makes a namespace that is not there, for as long as configuration says', async () => {
    const { address, connection } = temporal;
    const house = await aHouse({
      address,
      temporal: {
        namespaces: [{ namespace: 'made', retention: { days: 3 } }],
      },
    });
    const { config } = await connection.workflowService.describeNamespace({
      namespace: 'made',
    });
    await house.stop();
    expect(tsToMs(config?.workflowExecutionRetentionTtl) / 86_400_000).toBe(3);
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
    expect(
      await refused({
        clusters: [
          { address: 'localhost:1', ui: { address: 'ftp://localhost' } },
        ],
      }),
    ).toContain('temporal.clusters[0].ui.address must be an http(s) URL');
  });
});
