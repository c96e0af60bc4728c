import type { WorkflowHandle } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { TestComponent } from '../__fixtures__/component';
import { databaseKinds } from '../__fixtures__/databases';
import { aFolder, THREE } from '../__fixtures__/folder';
import { aHouse, type House } from '../__fixtures__/house';
import { keepHistory } from '../__fixtures__/keepHistory';

const BROKEN = ['INSERT INTO nowhere VALUES (1)'] as const;
const BROKEN_FIRST = { ...THREE, '001_a': BROKEN } as const;
const BROKEN_THIRD = { ...THREE, '003_c': BROKEN } as const;

type Events = NonNullable<
  Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']
>;

/** The workflow task that asked for the step that failed. */
function atFailedStep(events: Events) {
  const failed = events.find(one => one.activityTaskFailedEventAttributes);
  const scheduledId =
    failed?.activityTaskFailedEventAttributes?.scheduledEventId;
  return events.find(({ eventId }) => String(eventId) === String(scheduledId))
    ?.activityTaskScheduledEventAttributes?.workflowTaskCompletedEventId;
}

function atBeginning(events: Events) {
  return events.find(one => one.workflowTaskCompletedEventAttributes)?.eventId;
}

describe.each(databaseKinds)('a retried run on $kind', ({ kind, make }) => {
  const folder = aFolder();
  const databaseNamed = make(folder);
  let house: House;
  beforeAll(async () => {
    house = await aHouse({ databaseNamed, migrationsDir: folder });
  }, 60_000);
  afterAll(() => house.close());

  /** Has a run fail, mends the files, and resets it as the backend does. */
  async function retried(
    broken: typeof BROKEN_FIRST | typeof BROKEN_THIRD,
    point: typeof atFailedStep,
  ) {
    const component = new TestComponent(house, folder, databaseNamed);
    component.has(broken);
    const first = await component.start('migrateDatabase');
    await expect(house.serving(() => first.result())).rejects.toThrow();
    component.has(THREE);
    const { client, connection } = house.temporal;
    // Whatever execution is the latest under its id.
    const run = client.workflow.getHandle(first.workflowId);
    const { events } = await run.fetchHistory();
    await connection.workflowService.resetWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: run.workflowId },
      workflowTaskFinishEventId: point(events ?? []),
      requestId: randomUUID(),
      reason: 'The file is mended',
    });
    return { component, run };
  }

  it.each([
    ['at the step that failed', 'step', BROKEN_FIRST, atFailedStep],
    ['at the beginning', 'beginning', BROKEN_THIRD, atBeginning],
  ] as const)(
    'goes on %s',
    async (_, name, broken, point) => {
      const { component, run } = await retried(broken, point);

      await expect(house.serving(() => run.result())).resolves.toMatchObject({
        applied: ['001_a', '002_b', '003_c'],
      });
      await expect(component.tables('a', 'b', 'c')).resolves.toEqual([
        'a',
        'b',
        'c',
      ]);
      await keepHistory(run, `retried-${name}-${kind}`);
    },
    30_000,
  );
});
