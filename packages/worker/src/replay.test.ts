import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aBundle } from './__fixtures__/house';
import { historiesDir } from './__fixtures__/keepHistory';

async function replay(bundle: WorkflowBundleWithSourceMap, file: string) {
  const history = JSON.parse(await readFile(join(historiesDir, file), 'utf8'));
  await Worker.runReplayHistory({ workflowBundle: bundle }, history);
}

describe('a run that an earlier release began', () => {
  it.each(readdirSync(historiesDir))(
    'goes on as recorded in %s',
    async file => {
      await expect(replay(await aBundle(), file)).resolves.toBeUndefined();
    },
    60_000,
  );

  it('would not go on with a workflow that does something else', async () => {
    const broken = await aBundle(
      require.resolve('./__fixtures__/brokenWorkflows'),
    );

    await expect(replay(broken, 'migrate-SQLite.json')).rejects.toThrow(
      DeterminismViolationError,
    );
  }, 60_000);
});
