import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { WorkflowHandle } from '@temporalio/client';
import { decodeProtectedHeader } from 'jose';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCanary } from './__fixtures__/canary';
import { SecretHouse } from './__fixtures__/SecretHouse';
import { tell } from './__fixtures__/secretWorkflows';
import { until } from './__fixtures__/until';
import { replayHistories } from './testing';

describe('the keys of secrets', () => {
  let house: SecretHouse;
  let folder: string;
  beforeAll(async () => {
    house = await SecretHouse.start();
    folder = await mkdtemp(join(tmpdir(), 'secret-keys-'));
  }, 120_000);
  afterAll(async () => {
    await house.close();
    await rm(folder, { recursive: true });
  });

  const keySetFile = () => join(folder, 'keys.json');
  const writeKeys = async () =>
    writeFile(keySetFile(), JSON.stringify(house.house.backend.secretKeySet));

  /** The ids of the keys by which a run's activity results were sealed. */
  const keysOf = async (run: WorkflowHandle) => {
    const { events } = await run.fetchHistory();
    return (events ?? []).flatMap(
      ({ activityTaskCompletedEventAttributes: completed }) =>
        (completed?.result?.payloads ?? []).map(
          ({ data }) =>
            decodeProtectedHeader(
              new TextDecoder().decode(data ?? new Uint8Array()),
            ).kid,
        ),
    );
  };

  it('change in the middle of a run: what was sealed before still opens', async () => {
    const password = aCanary();
    const run = await house.start('keepSecretWhenTold', password);
    await house.serving(() => until(() => house.opened.includes(password)));
    house.house.backend.rotateSecretKey();
    await run.signal(tell);

    // Another worker, so it reads all of the run's history anew.
    await house.serving(() => until(() => isOver(run)));
    expect((await run.describe()).status.name).toBe('COMPLETED');
    expect(await keysOf(run)).toEqual([
      'test-secret-key-0',
      'test-secret-key-1',
    ]);
  }, 30_000);

  it('are waited for when one is missing, and read when it is there', async () => {
    await writeKeys();
    house.house.backend.rotateSecretKey();
    const password = aCanary();
    const run = await house.start('keepSecret', password);

    await house.serving(
      async () => {
        await until(() => house.warned(run, 'is not in secrets'));
        expect((await run.describe()).status.name).toBe('RUNNING');
        await writeKeys();
        await until(() => isOver(run));
        expect(house.opened).toContain(password);
      },
      { secrets: { keySetFile: keySetFile() } },
    );
  }, 30_000);

  it('stay as they were, with a warning, when their file is broken', async () => {
    await writeKeys();

    await house.serving(
      async () => {
        await writeFile(keySetFile(), '{"keys": [');
        await until(async () => {
          const run = await house.start('keepSecret', aCanary());
          await until(() => isOver(run));
          expect((await run.describe()).status.name).toBe('COMPLETED');
          return house.logged('The keys of secrets stay as they were');
        });
      },
      { secrets: { keySetFile: keySetFile() } },
    );
  }, 30_000);

  it('that can not be read let no worker begin', async () => {
    await expect(
      house.worker({ secrets: { keySetFile: join(folder, 'none.json') } }),
    ).rejects.toThrow("secrets.keySetFile can't be read");
  });

  it('let a kept history be replayed', async () => {
    const run = await house.start('giveAwayByFailingAnew', aCanary());
    await house.serving(() => run.result().catch(() => undefined));
    const histories = await mkdtemp(join(folder, 'histories-'));
    const history = historyToJSON(await run.fetchHistory());
    await writeFile(join(histories, 'run.json'), history);
    const replayed = { folder: histories, workflowBundle: house.bundle };

    const { secrets } = house.house.backend;
    await expect(replayHistories({ ...replayed, secrets })).resolves.toEqual(
      [],
    );
    await expect(replayHistories(replayed)).resolves.toMatchObject([
      { history: 'run' },
    ]);
  }, 30_000);
});

async function isOver(run: WorkflowHandle): Promise<boolean> {
  return (await run.describe()).status.name !== 'RUNNING';
}
