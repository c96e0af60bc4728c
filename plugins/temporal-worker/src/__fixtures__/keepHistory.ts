import type { WorkflowHandle } from '@temporalio/client';
import { dirname, join } from 'node:path';
import { keepHistory as keep } from '../testing';

export const historiesDir = join(
  dirname(require.resolve('../index')),
  '__histories__',
);

/** Keeps a history among those that the replay test of this package replays. */
export async function keepHistory(run: WorkflowHandle, name: string) {
  await keep(run, join(historiesDir, `${name}.json`));
}
