import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const historiesDir = join(
  dirname(require.resolve('../index')),
  '__histories__',
);

/**
 * Keeps a finished workflow's history for the replay test, when the tests run
 * with RECORD_HISTORIES=1. A recorded history stands for runs that are open at
 * somebody's: never record over one, add another.
 */
export async function keepHistory(run: WorkflowHandle, name: string) {
  if (process.env.RECORD_HISTORIES) {
    const history = historyToJSON(await run.fetchHistory());
    await mkdir(historiesDir, { recursive: true });
    await writeFile(
      join(historiesDir, `${name}.json`),
      `${JSON.stringify(JSON.parse(history), undefined, 2)}\n`,
      { flag: 'wx' },
    );
  }
}
