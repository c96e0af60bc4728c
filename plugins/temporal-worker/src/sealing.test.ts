import type { WorkflowHandle } from '@temporalio/client';
import {
  SEAL_METADATA,
  SEALED_ENCODING,
} from 'backstage-plugin-temporal-common';
import { bytesIn } from './__fixtures__/bytes';
import { aCanary, formsOf } from './__fixtures__/canary';
import { SecretHouse } from './__fixtures__/SecretHouse';
import { echo, peek, tell } from './__fixtures__/secretWorkflows';
import { until } from './__fixtures__/until';

// The name of a field, as the bytes have it.
const MARK = `${SEAL_METADATA} `;

describe('what a run with a secret gives back', () => {
  let house: SecretHouse;
  beforeAll(async () => {
    house = await SecretHouse.start();
  }, 120_000);
  afterAll(() => house.close());

  /** What of these Temporal keeps of a run: the secret, marks, what is sealed. */
  const keptOf = async (run: WorkflowHandle, password: string) =>
    tracesIn(bytesIn(await house.executionsOf(run)), [
      ...formsOf(password),
      MARK,
      SEALED_ENCODING,
    ]);

  it('leaves no trace of the secret in Temporal, however it is given away', async () => {
    const password = aCanary();
    const run = await house.start('giveAway', password);

    await house.serving(async () => {
      await until(() => run.query(peek).then(Boolean, () => false));
      await run.executeUpdate(echo, { args: ['answer'] });
      await expect(
        run.executeUpdate(echo, { args: ['fail'] }),
      ).rejects.toMatchObject({ cause: { message: password } });
      await expect(
        run.executeUpdate(echo, { args: ['refuse'] }),
      ).rejects.toMatchObject({ cause: { message: `No ${password}` } });
      await run.signal(tell);
      await expect(run.result()).resolves.toBe(password);
      expect(await keptOf(run, password)).toEqual([SEALED_ENCODING]);
    });
  }, 60_000);

  it.each([['peek'], ['__temporal_workflow_metadata'], ['__stack_trace']])(
    'is sealed when it is asked with the query %s',
    async queryType => {
      const password = aCanary();
      const run = await house.start('giveAway', password);

      await house.serving(async () => {
        await until(() => run.query(peek).then(Boolean, () => false));
        const { workflowService } = house.house.temporal.connection;
        const { queryResult } = await workflowService.queryWorkflow({
          namespace: 'default',
          execution: { workflowId: run.workflowId },
          query: { queryType },
        });
        expect(
          queryResult?.payloads?.map(({ metadata }) => bytesIn(metadata)),
        ).toEqual([`encoding ${SEALED_ENCODING}`]);
        await run.terminate();
      });
    },
    60_000,
  );

  it.each([['giveAwayByFailing'], ['giveAwayByFailingAnew']])(
    'has the words of failures sealed, not their types (%s)',
    async workflowType => {
      const password = aCanary();
      const run = await house.start(workflowType, password);

      const failure: unknown = await house.serving(() =>
        run.result().catch(error => error),
      );
      expect(innermost(failure)).toMatchObject({
        message: `Because of ${password}`,
      });
      expect(await keptOf(run, password)).toEqual([SEALED_ENCODING]);
      const [{ told }] = await house.executionsOf(run);
      expect(bytesIn(told)).toContain('type Revealing');
      expect(bytesIn(told)).not.toContain('secretActivities.ts');
      expect(house.logged(password)).toBe(false);
    },
    30_000,
  );

  it('has heartbeats sealed, wherever they come from', async () => {
    const password = aCanary();
    const run = await house.start('revealForEver', password);

    await house.serving(async () => {
      await until(async () => {
        const [{ described }] = await house.executionsOf(run);
        return Boolean(described.pendingActivities?.[0]?.heartbeatDetails);
      });
      expect(await keptOf(run, password)).toEqual([SEALED_ENCODING]);
      await run.terminate();
    });
  }, 30_000);

  it('has what a mistake in workflow code says withheld, not where it was', async () => {
    const password = aCanary();
    const run = await house.start('giveAwayByABug', password);

    await house.serving(async () => {
      await until(async () =>
        bytesIn(await house.executionsOf(run)).includes('TypeError'),
      );
      expect(await keptOf(run, password)).toEqual([SEALED_ENCODING]);
      const kept = bytesIn(await house.executionsOf(run));
      expect(kept).toContain('What it says is withheld');
      expect(kept).toContain('giveAwayByABug');
      expect(house.logged(password)).toBe(false);
      await run.terminate();
    });
  }, 30_000);

  it('is not sealed without a secret', async () => {
    const run = await house.start(
      'giveAway',
      {},
      { input: { value: 'plain' } },
    );

    await expect(house.serving(() => run.result())).resolves.toBe('plain');
    const kept = bytesIn(await house.executionsOf(run));
    expect(tracesIn(kept, ['"plain"', SEALED_ENCODING, MARK])).toEqual([
      '"plain"',
    ]);
  }, 30_000);
});

function tracesIn(kept: string, forms: readonly string[]): readonly string[] {
  return forms.filter(form => kept.includes(form));
}

function innermost(error: unknown): unknown {
  return error instanceof Error && error.cause ? innermost(error.cause) : error;
}
