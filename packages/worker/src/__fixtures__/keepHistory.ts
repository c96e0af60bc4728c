import type { WorkflowHandle } from '@temporalio/client';
import { keepHistory as keep } from 'backstage-plugin-temporal-worker/testing';
import { dirname, join } from 'node:path';

export const historiesDir = join(
  dirname(require.resolve('../config')),
  '__histories__',
);

/** Keeps a history among those that the replay test of this package replays. */
export async function keepHistory(run: WorkflowHandle, name: string) {
  await keep(run, join(historiesDir, `${name}.json`));
}
