import { DeterminismViolationError } from '@temporalio/workflow';
import { replayHistories } from 'backstage-plugin-temporal-worker/testing';
import { aBundle } from './__fixtures__/house';
import { historiesDir } from './__fixtures__/keepHistory';
import { secretKeys } from './__fixtures__/secretKeys';

describe('runs that an earlier release began', () => {
  const replay = async (workflowsPath?: string) =>
    replayHistories({
      folder: historiesDir,
      workflowBundle: await aBundle(workflowsPath),
      secrets: { keys: secretKeys },
    });

  it('go on as recorded', async () => {
    await expect(replay()).resolves.toEqual([]);
  }, 60_000);

  it('do not go on with a workflow that does something else', async () => {
    const broken = await replay(
      require.resolve('./__fixtures__/brokenWorkflows'),
    );

    const names = broken.map(({ history }) => history);
    expect(names).toContain('migrate-SQLite');
    expect(names).not.toContain('rollback-SQLite');
    for (const { error } of broken) {
      expect(error).toBeInstanceOf(DeterminismViolationError);
      expect(error.message).toContain("'planMigration' does not match");
    }
  }, 60_000);
});
