import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Keeps the history of a workflow's execution in a JSON file for
 * `replayHistories`, when the tests run with RECORD_HISTORIES=1. A recorded
 * history stands for runs that are open at somebody's, so one that is there is
 * never written over: give a new one a new name.
 * @public
 */
export async function keepHistory(
  run: WorkflowHandle,
  file: string,
): Promise<void> {
  if (!process.env.RECORD_HISTORIES) {
    return;
  }
  const history: unknown = JSON.parse(historyToJSON(await run.fetchHistory()));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(history, undefined, 2)}\n`, {
    flag: 'wx',
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}
