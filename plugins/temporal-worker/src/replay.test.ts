import { DeterminismViolationError } from '@temporalio/workflow';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aBundle } from './__fixtures__/house';
import { historiesDir } from './__fixtures__/keepHistory';
import { replayHistories } from './testing';

describe('runs that an earlier release began', () => {
  beforeAll(() => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
  });

  const replay = async (workflows: string, folder = historiesDir) =>
    replayHistories({
      folder,
      workflowBundle: await aBundle(require.resolve(workflows)),
    });

  it('go on as recorded', async () => {
    await expect(replay('./__fixtures__/workflows')).resolves.toEqual([]);
  }, 60_000);

  it('do not go on with a workflow that does something else', async () => {
    const broken = await replay('./__fixtures__/brokenWorkflows');

    expect(broken).toEqual([
      { history: 'report', error: expect.any(DeterminismViolationError) },
    ]);
    // Where a local activity was recorded, it asks for another one.
    expect(broken[0].error.message).toContain('LocalActivity');
  }, 60_000);

  it('prove nothing when there are none', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'histories-'));

    await expect(replay('./__fixtures__/workflows', empty)).rejects.toThrow(
      `There is no history in ${empty}`,
    );
    await rmdir(empty);
  }, 60_000);
});
